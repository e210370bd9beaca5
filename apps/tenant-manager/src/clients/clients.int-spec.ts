import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompactedTopicReader } from '@trackingbms/event-log';
import { decodeEvent, topics, type TenantEntryV1 } from '@trackingbms/message-contracts';
import { clientBody, RunningTenantManager, type ProvisionedBody } from '../testing/running-tenant-manager.js';

const running = new RunningTenantManager();

beforeAll(() => running.start());
afterAll(() => running.remove());

describe('the operator', () => {
  it('provisions a client, and finds it when asked again', async () => {
    const first = await running.call<ProvisionedBody>('operator', '/internal/clients', clientBody);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      slug: 'eds-quebec',
      databaseName: `client_${first.body.tenantId}_batteries`,
    });
    expect(first.body.steps).toHaveLength(8);
    expect(first.body.steps.every(({ state }) => state === 'done')).toBe(true);
    const again = await running.call<ProvisionedBody>('operator', '/internal/clients', clientBody);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await running.auditRows('client.register')).toMatchObject([
      { status: 'success', actor: 'operator' },
    ]);
  });

  it.each([
    ['an unknown field', { ...clientBody, surplus: 1 }, 400],
    ['a slug that is none', { ...clientBody, slug: 'EDS Québec' }, 400],
    ['an unknown zone', { ...clientBody, slug: 'zoned', timeZone: 'America/Atlantis' }, 400],
    ['an industry without a template', { ...clientBody, slug: 'sunny', industryType: 'solar' }, 422],
    ['the slug of a client of another industry', { ...clientBody, industryType: 'residential' }, 422],
    ['a negative quota', { ...clientBody, slug: 'negative', quotas: { maxUsers: -1 } }, 400],
    ['no body', {}, 400],
  ])('is refused %s', async (_what, sent, status) => {
    await running.provision();
    expect((await running.call('operator', '/internal/clients', sent)).status).toBe(status);
  });

  it('suspends and resumes a client, told to the others and to the audit log', async () => {
    const { tenantId } = await running.provision();
    const suspended = await running.call<{ status: string }>(
      'operator',
      `/internal/clients/${tenantId}/suspend`,
      {
        reason: 'unpaid',
      },
    );
    expect([suspended.status, suspended.body.status]).toEqual([200, 'suspended']);
    const resumed = await running.call<{ status: string; version: number }>(
      'operator',
      `/internal/clients/${tenantId}/resume`,
      {},
    );
    expect([resumed.status, resumed.body.status]).toEqual([200, 'active']);
    expect(await running.auditRows('client.suspend')).toMatchObject([
      { status: 'success', client_id: tenantId },
    ]);
    expect(await running.auditRows('client.resume')).toMatchObject([
      { status: 'success', client_id: tenantId },
    ]);
    expect(await publishedEntry(tenantId, resumed.body.version)).toMatchObject({
      slug: 'eds-quebec',
      status: 'active',
      modules: expect.arrayContaining(['core', 'bms-connector']),
    });
  });

  it('is told that a client is not there, which leaves a row in the audit log', async () => {
    const answer = await running.call<{ code: string }>('operator', '/internal/clients/999/suspend', {
      reason: 'x',
    });
    expect([answer.status, answer.body.code]).toEqual([404, 'CLIENT.NOT_REGISTERED']);
    expect(await running.auditRows('client.suspend')).toContainEqual(
      expect.objectContaining({ status: 'failure', client_id: 999, error_message: 'CLIENT.NOT_REGISTERED' }),
    );
  });

  it('lists clients page by page', async () => {
    await running.provision();
    await running.call('operator', '/internal/clients', {
      ...clientBody,
      slug: 'second',
      quotas: { maxDevices: 5 },
    });
    const first = await running.call<{ items: { slug: string }[]; nextCursor: string }>(
      'operator',
      '/internal/clients?limit=1',
    );
    const second = await running.call<{ items: { slug: string }[]; nextCursor: string | null }>(
      'operator',
      `/internal/clients?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect([first.body.items[0]?.slug, second.body.items[0]?.slug]).toEqual(['eds-quebec', 'second']);
    expect(second.body.nextCursor).toBeNull();
    expect(JSON.stringify(second.body)).not.toMatch(/password|key/i);
  });
});

it('starts again over what it finds, and finishes a client that was left half made', async () => {
  const { tenantId } = await running.provision();
  await running.core('DELETE FROM ??.event_journal WHERE stream_id = ? AND version > 3', String(tenantId));
  await running.core(
    "UPDATE ??.tenant_placement SET state = 'provisioning', schema_version = 0 WHERE tenant_id = ?",
    tenantId,
  );
  await running.restart();
  await stateOf(tenantId, 'ready');
  expect((await running.call('operator', '/internal/clients', clientBody)).status).toBe(200);
});

/** Resolves when the placement is in the state; the test's own time limit ends a wait that never does. */
async function stateOf(tenantId: number, state: string): Promise<void> {
  const sql = 'SELECT state FROM ??.tenant_placement WHERE tenant_id = ?';
  const rows = await running.core<{ state: string }>(sql, tenantId);
  if (rows[0]?.state !== state) return stateOf(tenantId, state);
}

/** The first entry on the topic that tells at least this version of the tenant. */
async function publishedEntry(tenantId: number, version: number): Promise<TenantEntryV1> {
  let tell: (entry: TenantEntryV1) => void;
  const told = new Promise<TenantEntryV1>((resolve) => (tell = resolve));
  const reader = new CompactedTopicReader(running.eventLog, {
    topic: topics.tenants,
    onEntry: (record) => {
      const decoded = decodeEvent(record);
      const entry = decoded.ok ? (decoded.event.data as TenantEntryV1) : undefined;
      if (entry?.tenantId === tenantId && entry.version >= version) tell(entry);
    },
  });
  await reader.start();
  try {
    return await told;
  } finally {
    await reader.stop();
  }
}
