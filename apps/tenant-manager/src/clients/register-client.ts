import { latestSchemaVersion } from '@trackingbms/tenant-database';
import { checkedSlug, ClientRefusal, type KnownClient, type RegisterClient } from '@trackingbms/tenants';
import type { AuditOrigin } from '../audit/audit-log.js';
import type { DatabaseServer } from '../database-servers/database-server.js';
import type { ClientCommands } from './client-commands.js';
import type { ClientIdentities } from './client-identities.js';
import type { ClientSummaries } from './client-summaries.js';
import { SlugTaken } from './clients.errors.js';
import { placeClient } from './place-client.js';

/** What an operator says of a new client; the rest is decided here. */
export type ClientWanted = Omit<RegisterClient, 'type' | 'tenantId' | 'uuid' | 'databaseServer'>;

export interface RegistrationParts {
  readonly clients: ClientCommands;
  readonly identities: ClientIdentities;
  readonly summaries: ClientSummaries;
  readonly servers: readonly DatabaseServer[];
}

/**
 * Makes a client known under its slug. Done again, or twice at once, it finds the same client and changes nothing of it.
 * Rejects with `ClientRefusal`, `IndustryNotAvailable`, or `SlugTaken` when the slug's client is of another industry.
 */
export class ClientRegistrations {
  constructor(private readonly parts: RegistrationParts) {}

  async register(
    wanted: ClientWanted,
    origin: AuditOrigin,
  ): Promise<{ client: KnownClient; created: boolean }> {
    latestSchemaVersion(wanted.industry);
    const { tenantId, uuid } = await this.parts.identities.allocate(checkedSlug(wanted.slug));
    const known = await this.known(tenantId, wanted);
    if (known) return { client: known, created: false };
    const databaseServer = placeClient(this.parts.servers, await this.parts.summaries.countByServer());
    const command: RegisterClient = { type: 'RegisterClient', ...wanted, tenantId, uuid, databaseServer };
    try {
      const client = await this.parts.clients.carryOut({
        tenantId,
        commands: [command],
        origin,
        audit: auditOf(wanted),
      });
      return { client, created: true };
    } catch (error) {
      // Somebody was faster with the same slug.
      const client = await this.known(tenantId, wanted);
      if (!client || !isAlreadyRegistered(error)) throw error;
      return { client, created: false };
    }
  }

  private async known(tenantId: number, { industry }: ClientWanted): Promise<KnownClient | undefined> {
    const { client } = await this.parts.clients.load(tenantId);
    if (client.stage === 'unregistered') return undefined;
    if (client.industry !== industry) throw new SlugTaken();
    return client;
  }
}

const isAlreadyRegistered = (error: unknown): boolean =>
  error instanceof ClientRefusal && error.code === 'CLIENT.ALREADY_REGISTERED';

const auditOf = ({ slug, industry, admission }: ClientWanted) =>
  ({ action: 'client.register', eventType: 'system', request: { slug, industry, admission } }) as const;
