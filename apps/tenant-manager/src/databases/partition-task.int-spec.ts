import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { quoteAccount } from '@trackingbms/tenant-database';
import type { KnownClient } from '@trackingbms/tenants';
import { operator, wantedClient } from '../testing/client-samples.js';
import { freshCore, type FreshCore } from '../testing/fresh-core.js';

let today = '2026-03-08';
let core: FreshCore;
let one: KnownClient;
let two: KnownClient;

beforeAll(async () => {
  core = await freshCore({ now: () => Date.parse(`${today}T23:59:59.999Z`) });
  ({ client: one } = await core.parts.provisioning.provision(wantedClient('one'), operator));
  ({ client: two } = await core.parts.provisioning.provision(wantedClient('two'), operator));
});

afterAll(() => core.drop());

async function partitionsOf(client: KnownClient): Promise<string[]> {
  const rows = await core.servers.run<{ name: string }>(
    'first',
    `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
     WHERE TABLE_SCHEMA = ? AND TABLE_NAME = 'bms_data' ORDER BY PARTITION_ORDINAL_POSITION`,
    [client.databaseName],
  );
  return rows.map(({ name }) => name);
}

describe('the partitions of the coming days', () => {
  it('are there when a client enters service, the last one a fortnight ahead', async () => {
    const names = await partitionsOf(one);
    expect(names).toEqual(expect.arrayContaining(['p20260308', 'p20260309', 'p20260322']));
    expect(names.at(-1)).toBe('p_max');
  });

  it('are added day by day, once', async () => {
    today = '2026-03-10';
    expect(await core.parts.partitions.run()).toEqual({ added: 4, failed: [] });
    expect(await core.parts.partitions.run()).toEqual({ added: 0, failed: [] });
    expect(await partitionsOf(two)).toEqual(expect.arrayContaining(['p20260323', 'p20260324']));
  });

  it('are added for the others when one tenant fails', async () => {
    today = '2026-03-11';
    await core.servers.run(
      'first',
      `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${quoteAccount(`c${one.tenantId}_migrate`)}`,
    );
    expect(await core.parts.partitions.run()).toEqual({
      added: 1,
      failed: [{ tenantId: one.tenantId, code: 'ER_DBACCESS_DENIED_ERROR' }],
    });
  });
});
