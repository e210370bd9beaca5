import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  latestSchemaVersion,
  quoteAccount,
  quoteDatabase,
  quoteDatabaseForWholeGrant,
} from '@trackingbms/tenant-database';
import type { KnownClient } from '@trackingbms/tenants';
import { operator, wantedClient } from '../testing/client-samples.js';
import { rightsOf } from '../testing/end-state.js';
import { freshCore, type FreshCore } from '../testing/fresh-core.js';

const latest = latestSchemaVersion('batteries');
let core: FreshCore;
let clients: KnownClient[];

beforeAll(async () => {
  core = await freshCore();
  clients = [];
  for (const slug of ['one', 'two', 'three']) {
    clients.push((await core.parts.provisioning.provision(wantedClient(slug), operator)).client);
  }
});

afterAll(() => core.drop());

/** Takes the newest migration back out of the records, as if the client had been made by the program before this one. */
async function makeOlder({ tenantId, databaseName }: KnownClient): Promise<void> {
  await core.servers.run(
    'first',
    `DELETE FROM ${quoteDatabase(databaseName)}.schema_migrations WHERE version = ?`,
    [latest],
  );
  await core.parts.core.rows('UPDATE tenant_placement SET schema_version = ? WHERE tenant_id = ?', [
    latest - 1,
    tenantId,
  ]);
  await core.parts.core.rows(
    `UPDATE event_journal SET payload = JSON_SET(payload, '$.schemaVersion', ?)
     WHERE event_type = 'ClientDatabaseMigrated' AND stream_id = ?`,
    [latest - 1, String(tenantId)],
  );
}

const migratorOf = ({ tenantId }: KnownClient): string => quoteAccount(`c${tenantId}_migrate`);

const outcomes = async (): Promise<unknown[]> =>
  (await core.parts.upgrades.run()).map(({ outcome, schemaVersion, code }) => ({
    outcome,
    schemaVersion,
    ...(code && { code }),
  }));

describe('bringing the tenants to the newest schema', () => {
  it('finds nothing to do where all are current', async () => {
    expect(await outcomes()).toEqual(Array(3).fill({ outcome: 'current', schemaVersion: latest }));
  });

  it('reports the tenant that fails and goes on with the others, and does only what is left the next time', async () => {
    const [one, two] = clients as [KnownClient, KnownClient];
    await makeOlder(one);
    await makeOlder(two);
    await core.servers.run('first', `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${migratorOf(one)}`);
    expect(await outcomes()).toEqual([
      { outcome: 'failed', schemaVersion: latest - 1, code: 'ER_DBACCESS_DENIED_ERROR' },
      { outcome: 'upgraded', schemaVersion: latest },
      { outcome: 'current', schemaVersion: latest },
    ]);
    await core.servers.run(
      'first',
      `GRANT ALL PRIVILEGES ON ${quoteDatabaseForWholeGrant(one.databaseName)}.* TO ${migratorOf(one)}`,
    );
    expect(await outcomes()).toEqual([
      { outcome: 'upgraded', schemaVersion: latest },
      { outcome: 'current', schemaVersion: latest },
      { outcome: 'current', schemaVersion: latest },
    ]);
  });

  it('leaves the services exactly their rights, on the tables that came with it too', async () => {
    const [one, two] = clients as [KnownClient, KnownClient];
    const database = quoteDatabase(one.databaseName);
    const fleet = quoteAccount(`c${one.tenantId}_fleet`);
    await core.servers.run('first', `REVOKE SELECT, INSERT, UPDATE ON ${database}.batteries FROM ${fleet}`);
    await core.servers.run(
      'first',
      `GRANT SELECT, UPDATE (email), SHOW VIEW ON ${database}.users TO ${fleet}`,
    );
    await makeOlder(one);
    await core.parts.upgrades.run();
    expect(await rightsOf(core, one.tenantId)).toEqual(await rightsOf(core, two.tenantId));
  });

  it('leaves a client alone that was archived', async () => {
    const [, , three] = clients as [KnownClient, KnownClient, KnownClient];
    const commands = [{ type: 'ArchiveClient', reason: 'left' } as const];
    await core.parts.clients.carryOut({ tenantId: three.tenantId, commands, origin: operator });
    expect(await outcomes()).toHaveLength(2);
  });
});
