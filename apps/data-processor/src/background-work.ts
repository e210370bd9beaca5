import { Injectable } from '@nestjs/common';
import { JournalRelay } from '@trackingbms/tenant-database';
import { FollowFleet } from './fleet-view/follow-fleet.js';
import { IntakeMetrics } from './intake/intake-metrics.js';
import { Intake } from './intake/intake.js';
import { SweepTimer } from './intake/sweep-timer.js';

/** What runs beside the doors. */
@Injectable()
export class BackgroundWork {
  constructor(
    private readonly fleet: FollowFleet,
    private readonly relay: JournalRelay,
    private readonly sweeps: SweepTimer,
    private readonly intake: Intake,
  ) {}

  start(observer: IntakeMetrics): void {
    observer.onAlertsChanged = (tenantId) => this.relay.nudge(tenantId);
    observer.parkedNow = () =>
      this.intake.partitions().reduce((sum, { parkedTenants }) => sum + parkedTenants.length, 0);
    this.fleet.start();
    this.relay.start();
    this.sweeps.start();
  }

  async stop(): Promise<void> {
    await this.sweeps.stop();
    this.intake.close();
    await this.fleet.stop();
    await this.relay.stop();
  }
}
