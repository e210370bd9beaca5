import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JsonLogger } from '@trackingbms/service-kit';
import { JournalRelay, TenantConnections } from '@trackingbms/tenant-database';
import { KnownTenants } from '../tenants/known-tenants.js';
import { EventLog } from './event-log.js';
import { identityStreamTypes } from './identity-journal.js';
import { toOutgoingEvent } from './to-outgoing-event.js';

/** Publishes what the identity journal holds: at once after a commit, and by a sweep after a crash. */
@Injectable()
export class IdentityRelay implements OnApplicationBootstrap {
  private readonly relay: JournalRelay;

  constructor(eventLog: EventLog, connections: TenantConnections, tenants: KnownTenants, logger: JsonLogger) {
    this.relay = new JournalRelay({
      connections,
      streamTypes: identityStreamTypes,
      tenants: () => tenants.ids(),
      publish: (tenantId, entries) =>
        eventLog.publish(entries.map((entry) => toOutgoingEvent(tenantId, entry))),
      onError: (tenantId, error) => logger.warn({ msg: 'identity events wait', tenantId, err: error }),
    });
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async stop(): Promise<void> {
    await this.relay.stop();
  }

  nudge(tenantId: number): void {
    this.relay.nudge(tenantId);
  }
}
