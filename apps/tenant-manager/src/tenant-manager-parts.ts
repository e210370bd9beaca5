import type { EventSink } from '@trackingbms/event-log';
import { JournalRelay } from '@trackingbms/tenant-database';
import { ClientCommands } from './clients/client-commands.js';
import { ClientIdentities } from './clients/client-identities.js';
import { clientStreamType } from './clients/client-stream.js';
import { ClientSummaries } from './clients/client-summaries.js';
import { ClientRegistrations } from './clients/register-client.js';
import { coreId, openCoreDatabase, type CoreDatabase } from './core-database/core-database.js';
import type { DatabaseServer } from './database-servers/database-server.js';
import { ServerConnections } from './database-servers/server-connections.js';
import { DatabaseAccounts } from './databases/database-accounts.js';
import { PartitionTask } from './databases/partition-task.js';
import { TenantSessions } from './databases/tenant-sessions.js';
import type { SealingKey } from './encryption-keys/sealed-secret.js';
import { TenantKeys } from './encryption-keys/tenant-keys.js';
import { noFaults, type FaultPoints } from './provisioning/fault-points.js';
import { ProvisionClient } from './provisioning/provision-client.js';
import { Provisioning } from './provisioning/provisioning.js';
import { provisioningWork } from './provisioning/provisioning-work.js';
import { StepRecords } from './provisioning/step-records.js';
import { TenantUpgrades } from './schema-upgrades/upgrade-tenants.js';
import { TenantEntryPublication } from './tenant-entries/tenant-entry-publication.js';

/** What the program is made from; everything else follows. */
export interface Surroundings {
  readonly databaseServers: readonly DatabaseServer[];
  readonly core: { readonly server: string; readonly database: string };
  readonly masterKey: SealingKey;
  readonly sink: EventSink;
  readonly ensureTopics: () => Promise<void>;
  readonly onRelayError?: (error: unknown) => void;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  readonly faults?: FaultPoints;
}

export interface TenantManagerParts {
  readonly core: CoreDatabase;
  readonly servers: ServerConnections;
  readonly clients: ClientCommands;
  readonly summaries: ClientSummaries;
  readonly provisioning: Provisioning;
  readonly sessions: TenantSessions;
  readonly upgrades: TenantUpgrades;
  readonly partitions: PartitionTask;
  readonly relay: JournalRelay;
  /** Stops what runs by itself and closes every connection. */
  close(): Promise<void>;
}

/** Wires the program over a core database that is migrated. Nothing runs until the relay is started. */
export function assemble(around: Surroundings): TenantManagerParts {
  const now = around.now ?? Date.now;
  const servers = new ServerConnections(around.databaseServers);
  const core = openCoreDatabase(servers.server(around.core.server), around.core.database);
  const keys = new TenantKeys(core, around.masterKey, now);
  const accounts = new DatabaseAccounts(core, keys, now);
  const sessions = new TenantSessions(servers, accounts);
  const clients = new ClientCommands(core, () => relay.nudge(coreId), now);
  const relay = relayOf(around, core, clients);
  const summaries = new ClientSummaries(core);
  const records = new StepRecords(core, now);
  const faults = around.faults ?? noFaults;
  const work = provisioningWork({ servers, accounts, sessions, keys, faults, now });
  const provision = new ProvisionClient({ clients, records, work, faults });
  const identities = new ClientIdentities(core, now);
  const registrations = new ClientRegistrations({
    clients,
    identities,
    summaries,
    servers: around.databaseServers,
  });
  return {
    ...{ core, servers, clients, summaries, sessions, relay },
    provisioning: new Provisioning({ servers, core: around.core, registrations, provision, records }),
    upgrades: new TenantUpgrades({ summaries, clients, sessions, servers }),
    partitions: new PartitionTask(summaries, sessions, now),
    close: async () => {
      await relay.stop();
      await core.close();
      await servers.close();
    },
  };
}

function relayOf(around: Surroundings, core: CoreDatabase, clients: ClientCommands): JournalRelay {
  const publication = new TenantEntryPublication({
    sink: around.sink,
    ensureTopics: around.ensureTopics,
    load: (tenantId) => clients.load(tenantId),
  });
  return new JournalRelay({
    connections: core.connections,
    streamTypes: [clientStreamType],
    tenants: () => [coreId],
    publish: (_core, entries) => publication.publish(entries),
    onError: (_core, error) => around.onRelayError?.(error),
  });
}
