import type { Provider } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { JsonLogger, ServiceSettings, TenantDirectory } from '@trackingbms/service-kit';
import {
  fleetStreamTypes,
  JournalRelay,
  TenantConnections,
  TenantDataSources,
} from '@trackingbms/tenant-database';
import { FleetCommands } from './commands/fleet-commands.js';
import { EntryReconciliation } from './entries/entry-reconciliation.js';
import { EntryUpkeep } from './entries/entry-upkeep.js';
import { FleetPublisher } from './entries/fleet-publisher.js';
import { FirstRows } from './tenants/first-rows.js';
import { TenantRoster } from './tenants/tenant-roster.js';

/** Less than a service has to stop: a relay that waits for Kafka must not keep it. */
const publishMilliseconds = 10_000;

export const databaseProviders: readonly Provider[] = [
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

export const publishingProviders: readonly Provider[] = [
  {
    provide: EventPublisher,
    inject: [ServiceSettings],
    useFactory: ({ eventLog }: ServiceSettings) =>
      new EventPublisher(eventLog, { timeoutMilliseconds: publishMilliseconds }),
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

export const upkeepProviders: readonly Provider[] = [
  {
    provide: FirstRows,
    inject: [FleetCommands, JsonLogger],
    useFactory: (commands: FleetCommands, logger: JsonLogger) => new FirstRows(commands, logger),
  },
  {
    provide: EntryReconciliation,
    inject: [TenantConnections, FleetPublisher, ServiceSettings],
    useFactory: (connections: TenantConnections, publisher: FleetPublisher, { eventLog }: ServiceSettings) =>
      new EntryReconciliation(connections, publisher, eventLog),
  },
  {
    provide: EntryUpkeep,
    inject: [EntryReconciliation, TenantRoster, FirstRows, JsonLogger],
    useFactory: upkeepOf,
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

function upkeepOf(
  reconciliation: EntryReconciliation,
  roster: TenantRoster,
  firstRows: FirstRows,
  logger: JsonLogger,
): EntryUpkeep {
  return new EntryUpkeep(reconciliation, { roster, firstRows }, logger);
}
