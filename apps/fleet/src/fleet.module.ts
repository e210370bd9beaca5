import { Module, type Provider } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { JsonLogger, ServiceSettings, TenantDirectory } from '@trackingbms/service-kit';
import {
  fleetStreamTypes,
  JournalRelay,
  TenantConnections,
  TenantDataSources,
} from '@trackingbms/tenant-database';
import { BatteriesController } from './batteries/batteries.controller.js';
import { BatteryTypesController } from './battery-types/battery-types.controller.js';
import { FleetCommands } from './commands/fleet-commands.js';
import { FleetPublisher } from './entries/fleet-publisher.js';
import { FleetConnections } from './fleet-connections.js';
import { FleetLifecycle } from './fleet-lifecycle.js';
import { LocationsController } from './locations/locations.controller.js';
import { FirstRows } from './tenants/first-rows.js';
import { FollowTenants } from './tenants/follow-tenants.js';
import { TenantRoster } from './tenants/tenant-roster.js';

const databases: Provider[] = [
  {
    provide: TenantDataSources,
    inject: [TenantDirectory],
    useFactory: (directory: TenantDirectory) => new TenantDataSources(directory),
  },
  {
    provide: TenantConnections,
    inject: [TenantDataSources],
    useFactory: (sources: TenantDataSources) => new TenantConnections(sources),
  },
];

const publishing: Provider[] = [
  {
    provide: EventPublisher,
    inject: [ServiceSettings],
    useFactory: ({ eventLog }: ServiceSettings) => new EventPublisher(eventLog),
  },
  {
    provide: FleetPublisher,
    inject: [TenantConnections, EventPublisher],
    useFactory: (connections: TenantConnections, sink: EventPublisher) =>
      new FleetPublisher(connections, sink),
  },
  {
    provide: JournalRelay,
    inject: [TenantConnections, FleetPublisher, TenantRoster, JsonLogger],
    useFactory: relayOf,
  },
];

function relayOf(
  connections: TenantConnections,
  { publish }: FleetPublisher,
  roster: TenantRoster,
  logger: JsonLogger,
): JournalRelay {
  return new JournalRelay({
    connections,
    streamTypes: fleetStreamTypes,
    publish,
    tenants: () => roster.tenantIds(),
    onError: (tenantId, error) => {
      const reason = error instanceof Error ? error.name : 'unknown';
      logger.warn({ msg: 'journal not published yet', tenantId, reason });
    },
  });
}

@Module({
  controllers: [BatteriesController, BatteryTypesController, LocationsController],
  providers: [
    ...databases,
    ...publishing,
    TenantRoster,
    FleetCommands,
    {
      provide: FirstRows,
      inject: [FleetCommands, JsonLogger],
      useFactory: (commands: FleetCommands, logger: JsonLogger) => new FirstRows(commands, logger),
    },
    FollowTenants,
    FleetConnections,
    FleetLifecycle,
  ],
})
export class FleetModule {}
