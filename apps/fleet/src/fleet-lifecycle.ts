import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EntryUpkeep } from './entries/entry-upkeep.js';
import { FleetConnections } from './fleet-connections.js';
import { FirstRows } from './tenants/first-rows.js';
import { FollowTenants } from './tenants/follow-tenants.js';

/** Begins what runs beside the HTTP door, and ends it in the order in which one needs the other. */
@Injectable()
export class FleetLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly tenants: FollowTenants,
    private readonly firstRows: FirstRows,
    private readonly upkeep: EntryUpkeep,
    private readonly connections: FleetConnections,
  ) {}

  onApplicationBootstrap(): void {
    this.connections.relay.start();
    void this.tenants.start(this.firstRows.tenantSeen).then(() => this.upkeep.start());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tenants.stop();
    await this.upkeep.stop();
    await this.firstRows.stop();
    await this.connections.close();
  }
}
