import {
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
  type Type,
} from '@nestjs/common';
import { JsonLogger, Readiness } from '@trackingbms/service-kit';
import { ClientCommands } from './clients/client-commands.js';
import { ClientSummaries } from './clients/client-summaries.js';
import { ClientsController } from './clients/clients.controller.js';
import { DataSourceController } from './databases/data-source.controller.js';
import { DataSourceHandout } from './databases/data-source-handout.js';
import { startParts, type StartedParts } from './start-parts.js';
import { Provisioning } from './provisioning/provisioning.js';
import { TenantManagerSettings } from './settings/tenant-manager-settings.js';
import { Upkeep } from './upkeep.js';

const partsToken = Symbol('tenant-manager parts');

const part = <T>(provide: Type<T>, pick: (parts: StartedParts) => T): Provider => ({
  provide,
  inject: [partsToken],
  useFactory: pick,
});

/** The HTTP doors over the parts, and the beginning and end of what runs by itself. */
@Module({
  controllers: [ClientsController, DataSourceController],
  providers: [
    { provide: partsToken, inject: [TenantManagerSettings, JsonLogger], useFactory: startParts },
    part(Provisioning, ({ provisioning }) => provisioning),
    part(ClientCommands, ({ clients }) => clients),
    part(ClientSummaries, ({ summaries }) => summaries),
    part(
      DataSourceHandout,
      ({ core, summaries, sessions }) => new DataSourceHandout(core, summaries, sessions),
    ),
  ],
})
export class TenantManagerModule implements OnModuleInit, OnApplicationShutdown {
  private readonly upkeep: Upkeep;

  constructor(
    @Inject(partsToken) private readonly parts: StartedParts,
    private readonly readiness: Readiness,
    logger: JsonLogger,
  ) {
    this.upkeep = new Upkeep(parts, logger);
  }

  onModuleInit(): void {
    // Kafka is no part of it: data sources are handed out and clients are made while it is away.
    this.readiness.register({
      name: 'core database',
      check: async () => void (await this.parts.core.rows('SELECT 1')),
    });
    this.parts.relay.start();
    this.upkeep.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.upkeep.stop();
    await this.parts.close();
  }
}
