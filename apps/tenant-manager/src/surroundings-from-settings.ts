import { ensureTopics, EventPublisher } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { readSecretFile } from '@trackingbms/service-kit';
import { databaseServersFrom } from './database-servers/database-server.js';
import { masterKeyFrom } from './encryption-keys/master-key.js';
import type { TenantManagerSettings } from './settings/tenant-manager-settings.js';
import type { Surroundings } from './tenant-manager-parts.js';

export interface SettledSurroundings extends Surroundings {
  /** Ends what the program publishes through. */
  disconnect(): Promise<void>;
}

/** Reads the secret files. Throws, naming the setting and never a value, when one of them is not usable. */
export function surroundingsFrom(settings: TenantManagerSettings): SettledSurroundings {
  const databaseServers = databaseServersFrom(readSecretFile(settings.DATABASE_SERVERS_FILE));
  const server = settings.CORE_DATABASE_SERVER ?? databaseServers[0]?.name ?? '';
  if (!databaseServers.some(({ name }) => name === server)) {
    throw new Error('CORE_DATABASE_SERVER names no server of DATABASE_SERVERS_FILE');
  }
  const publisher = new EventPublisher(settings.eventLog);
  return {
    databaseServers,
    core: { server, database: settings.CORE_DATABASE },
    masterKey: masterKeyFrom(readSecretFile(settings.MASTER_KEY_FILE)),
    sink: publisher,
    ensureTopics: () => ensureTopics(settings.eventLog, { topics: [topics.tenants] }),
    disconnect: () => publisher.disconnect(),
  };
}
