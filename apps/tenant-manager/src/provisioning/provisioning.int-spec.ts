import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { quoteDatabase } from '@trackingbms/tenant-database';
import { ClientIdentities } from '../clients/client-identities.js';
import { operator, wantedClient } from '../testing/client-samples.js';
import { freshCore, type FreshCore } from '../testing/fresh-core.js';

let core: FreshCore;

beforeAll(async () => {
  core = await freshCore();
});

afterAll(() => core.drop());

const count = async (sql: string, values: readonly unknown[] = []): Promise<number> => {
  const [row] = await core.parts.core.rows<{ n: number }>(sql, values);
  return Number(row?.n);
};

describe('provisioning a client', () => {
  it('makes one client of two requests at once, from two processes', async () => {
    const other = core.assembleAgain();
    const wanted = wantedClient('twice-at-once');
    const made = await Promise.all([
      core.parts.provisioning.provision(wanted, operator),
      other.provisioning.provision(wanted, operator),
      core.parts.provisioning.provision(wanted, operator),
    ]);
    expect(new Set(made.map(({ client }) => client.tenantId)).size).toBe(1);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(made.map(({ client }) => client.stage)).toEqual(['in-service', 'in-service', 'in-service']);
    expect(await count("SELECT COUNT(*) AS n FROM clients WHERE slug = 'twice-at-once'")).toBe(1);
    const { tenantId } = made[0]?.client ?? { tenantId: 0 };
    expect(
      await count('SELECT COUNT(*) AS n FROM event_journal WHERE stream_id = ?', [String(tenantId)]),
    ).toBe(12);
    expect(
      await count('SELECT MAX(attempts) AS n FROM provisioning_steps WHERE tenant_id = ?', [tenantId]),
    ).toBe(1);
  });

  it('finds the client again and changes nothing of it', async () => {
    const first = await core.parts.provisioning.provision(wantedClient('again'), operator);
    const again = await core.parts.provisioning.provision(
      { ...wantedClient('again'), name: 'Other' },
      operator,
    );
    expect(again).toEqual({ ...first, created: false });
  });

  it('refuses a slug whose client is of another industry', async () => {
    const { tenantId, uuid } = await new ClientIdentities(core.parts.core, Date.now).allocate('taken');
    const residential = { ...wantedClient('taken'), industry: 'residential' } as const;
    const command = {
      type: 'RegisterClient',
      ...residential,
      tenantId,
      uuid,
      databaseServer: 'first',
    } as const;
    await core.parts.clients.carryOut({ tenantId, commands: [command], origin: operator });
    await expect(core.parts.provisioning.provision(wantedClient('taken'), operator)).rejects.toMatchObject({
      code: 'CLIENT.SLUG_TAKEN',
    });
  });

  it('refuses an industry that has no template yet', async () => {
    const solar = { ...wantedClient('sunny'), industry: 'solar' } as const;
    await expect(core.parts.provisioning.provision(solar, operator)).rejects.toMatchObject({
      code: 'TENANT_DATABASE.INDUSTRY_NOT_AVAILABLE',
    });
    expect(await count("SELECT COUNT(*) AS n FROM clients WHERE slug = 'sunny'")).toBe(0);
  });

  it('does not take over a database that somebody else filled', async () => {
    const { tenantId } = (await core.parts.provisioning.provision(wantedClient('before'), operator)).client;
    const next = quoteDatabase(`client_${tenantId + 1}_batteries`);
    await core.servers.run('first', `CREATE DATABASE ${next}`);
    await core.servers.run('first', `CREATE TABLE ${next}.precious (id INT)`);
    const wanted = wantedClient('after');
    await expect(core.parts.provisioning.provision(wanted, operator)).rejects.toMatchObject({
      code: 'PROVISIONING.STEP_FAILED',
      step: 'database',
      reason: 'PROVISIONING.DATABASE_NOT_OURS',
    });
    expect(
      await count("SELECT COUNT(*) AS n FROM provisioning_steps WHERE state = 'failed' AND tenant_id = ?", [
        tenantId + 1,
      ]),
    ).toBe(1);
    await core.servers.run('first', `DROP TABLE ${next}.precious`);
    expect((await core.parts.provisioning.provision(wanted, operator)).client.stage).toBe('in-service');
  });

  it('keeps every secret wrapped', async () => {
    const { tenantId } = (await core.parts.provisioning.provision(wantedClient('secretive'), operator))
      .client;
    const { password } = await core.parts.sessions.coordinatesOf(
      { tenantId, databaseServer: 'first', databaseName: `client_${tenantId}_batteries`, schemaVersion: 1 },
      'fleet',
    );
    expect(Buffer.from(password, 'base64url')).toHaveLength(32);
    for (const table of [
      'tenant_database_users',
      'tenant_keys',
      'event_journal',
      'audit_logs',
      'provisioning_steps',
    ]) {
      const rows = await core.parts.core.rows('SELECT * FROM ??', [table]);
      expect(JSON.stringify(rows)).not.toContain(password);
    }
  });

  it('does not open a password that was copied from another client', async () => {
    const one = (await core.parts.provisioning.provision(wantedClient('one'), operator)).client;
    const two = (await core.parts.provisioning.provision(wantedClient('two'), operator)).client;
    await core.parts.core.rows(
      `UPDATE tenant_database_users a JOIN tenant_database_users b ON b.tenant_id = ? AND b.role = a.role
       SET a.wrapped_password = b.wrapped_password WHERE a.tenant_id = ?`,
      [one.tenantId, two.tenantId],
    );
    await expect(core.parts.sessions.coordinatesOf(two, 'fleet')).rejects.toMatchObject({
      code: 'KEYS.SECRET_NOT_OPENED',
    });
  });
});
