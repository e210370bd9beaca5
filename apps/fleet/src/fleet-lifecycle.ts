import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { JournalRelay } from '@trackingbms/tenant-database';
import { FleetConnections } from './fleet-connections.js';
import { FirstRows } from './tenants/first-rows.js';
import { FollowTenants } from './tenants/follow-tenants.js';

/** Begins what runs beside the HTTP door, and ends it in the order in which one needs the other. */
@Injectable()
export class FleetLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly tenants: FollowTenants,
    private readonly firstRows: FirstRows,
    private readonly relay: JournalRelay,
    private readonly connections: FleetConnections,
  ) {}

  onApplicationBootstrap(): void {
    this.relay.start();
    this.tenants.start(this.firstRows.tenantSeen);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tenants.stop();
    await this.firstRows.stop();
    await this.relay.stop();
    await this.connections.close();
  }
}
