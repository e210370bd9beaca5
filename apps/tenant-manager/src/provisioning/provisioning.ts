import type { KnownClient } from '@trackingbms/tenants';
import type { AuditOrigin } from '../audit/audit-log.js';
import type { ClientRegistrations, ClientWanted } from '../clients/register-client.js';
import { coreLock } from '../core-database/core-lock.js';
import type { ServerConnections } from '../database-servers/server-connections.js';
import type { ProvisionClient } from './provision-client.js';
import type { StepRecord, StepRecords } from './step-records.js';

const waitSeconds = 60;

export interface ProvisionedClient {
  readonly client: KnownClient;
  /** False when the slug was known before. */
  readonly created: boolean;
  readonly steps: readonly StepRecord[];
}

export interface ProvisioningDoors {
  readonly servers: ServerConnections;
  readonly core: { readonly server: string; readonly database: string };
  readonly registrations: ClientRegistrations;
  readonly provision: ProvisionClient;
  readonly records: StepRecords;
}

/**
 * From a wish to a client in service. The steps of one client are taken by one process at a time; who comes second waits
 * and finds them done. The lock saves work, it is not what makes the outcome right: every step can be run again.
 */
export class Provisioning {
  constructor(private readonly doors: ProvisioningDoors) {}

  /** Rejects with `ClientRefusal`, `SlugTaken`, `IndustryNotAvailable`, `ProvisioningFailed` or `ServerLockBusy`. */
  async provision(wanted: ClientWanted, origin: AuditOrigin): Promise<ProvisionedClient> {
    const { client, created } = await this.doors.registrations.register(wanted, origin);
    const ready = client.stage === 'provisioning' ? await this.resume(client.tenantId, origin) : client;
    return { client: ready, created, steps: await this.doors.records.list(ready.tenantId) };
  }

  /** Goes on with a client that was registered before. */
  resume(tenantId: number, origin: AuditOrigin): Promise<KnownClient> {
    const { server, database } = this.doors.core;
    const lock = { server, name: coreLock(database, `provision ${tenantId}`), seconds: waitSeconds };
    return this.doors.servers.underLock(lock, () => this.doors.provision.run(tenantId, origin));
  }
}
