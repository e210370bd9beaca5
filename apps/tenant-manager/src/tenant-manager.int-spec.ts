import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompactedTopicReader } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import { decodeEvent, topics, type TenantEntryV1 } from '@trackingbms/message-contracts';
import { startService, type RunningService } from '@trackingbms/service-kit';
import { testCredentials, testSettings, type TestCredentials } from '@trackingbms/service-kit/testing';
import { openSqlSession } from '@trackingbms/tenant-database';
import type { DatabaseCoordinates } from '@trackingbms/tenants';
import { clientProblem } from './clients/client-problems.js';
import { ServerConnections } from './database-servers/server-connections.js';
import { TenantManagerSettings } from './settings/tenant-manager-settings.js';
import { TenantManagerModule } from './tenant-manager.module.js';
import { dropAll, migratedCore, randomCoreName, testServer } from './testing/fresh-core.js';

const database = randomCoreName();
const folder = mkdtempSync(join(tmpdir(), 'tenant-manager-'));
const servers = new ServerConnections([testServer()]);
const body = {
  slug: 'eds-quebec',
  name: 'EDS Québec',
  company: 'EDS Québec',
  industryType: 'batteries',
  status: 'active',
};
let log = '';
let credentials: TestCredentials;
let kafka: TestKafka;
let service: RunningService;

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text, { mode: 0o600 });
  return join(folder, name);
};

const start = (): Promise<RunningService> =>
  startService({
    name: 'tenant-manager',
    module: TenantManagerModule,
    problems: [clientProblem],
    logDestination: new Writable({ write: (line, _encoding, done) => void ((log += String(line)), done()) }),
    settings: testSettings(TenantManagerSettings, {
      SERVICE_NAME: 'tenant-manager',
      LOG_LEVEL: 'debug',
      DATABASE_SERVERS_FILE: file('servers.json', JSON.stringify([testServer()])),
      MASTER_KEY_FILE: join(folder, 'master-key'),
      SERVICE_CREDENTIALS_FILE: credentials.credentialsFile,
      CORE_DATABASE: database,
      KAFKA_BROKERS: kafka.settings.brokers.join(','),
      KAFKA_TOPIC_NAMESPACE: kafka.settings.namespace ?? '',
    }),
  });

beforeAll(async () => {
  kafka = testKafka();
  credentials = testCredentials('operator', 'fleet', 'data-processor', 'auth', 'gateway');
  file('master-key', randomBytes(32).toString('base64'));
  await migratedCore(servers, database);
  service = await start();
});

afterAll(async () => {
  await service.stop();
  await dropAll(servers, database);
  await servers.close();
  await kafka.clean();
  credentials.remove();
  rmSync(folder, { recursive: true });
});

interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

async function call<T>(as: string | null, path: string, sent?: object): Promise<Answer<T>> {
  const response = await fetch(`${service.httpUrl}${path}`, {
    method: sent === undefined ? 'GET' : 'POST',
    headers: {
      'accept-language': 'en',
      ...(as !== null && credentials.authorization(as)),
      ...(sent && { 'content-type': 'application/json' }),
    },
    ...(sent && { body: JSON.stringify(sent) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}

interface Provisioned {
  tenantId: number;
  uuid: string;
  slug: string;
  databaseName: string;
  steps: { step: string; state: string }[];
}

const provision = async (): Promise<Provisioned> =>
  (await call<Provisioned>('operator', '/internal/clients', body)).body;

const auditRows = (
  action: string,
): Promise<{ status: string; actor: string; client_id: number; error_message: string | null }[]> =>
  servers.run(
    'first',
    'SELECT status, actor, client_id, error_message FROM ??.audit_logs WHERE action = ? ORDER BY id',
    [database, action],
  );

describe('the operator', () => {
  it('provisions a client, and finds it when asked again', async () => {
    const first = await call<Provisioned>('operator', '/internal/clients', body);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      slug: 'eds-quebec',
      databaseName: `client_${first.body.tenantId}_batteries`,
    });
    expect(first.body.steps).toHaveLength(8);
    expect(first.body.steps.every(({ state }) => state === 'done')).toBe(true);
    const again = await call<Provisioned>('operator', '/internal/clients', body);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await auditRows('client.register')).toMatchObject([{ status: 'success', actor: 'operator' }]);
  });

  it.each([
    ['an unknown field', { ...body, surplus: 1 }, 400],
    ['a slug that is none', { ...body, slug: 'EDS Québec' }, 400],
    ['an unknown zone', { ...body, slug: 'zoned', timeZone: 'America/Atlantis' }, 400],
    ['an industry without a template', { ...body, slug: 'sunny', industryType: 'solar' }, 422],
    ['the slug of a client of another industry', { ...body, industryType: 'residential' }, 422],
    ['a negative quota', { ...body, slug: 'negative', quotas: { maxUsers: -1 } }, 400],
    ['no body', {}, 400],
  ])('is refused %s', async (_what, sent, status) => {
    await provision();
    expect((await call('operator', '/internal/clients', sent)).status).toBe(status);
  });

  it('suspends and resumes a client, told to the others and to the audit log', async () => {
    const { tenantId } = await provision();
    const suspended = await call<{ status: string }>('operator', `/internal/clients/${tenantId}/suspend`, {
      reason: 'unpaid',
    });
    expect([suspended.status, suspended.body.status]).toEqual([200, 'suspended']);
    const resumed = await call<{ status: string; version: number }>(
      'operator',
      `/internal/clients/${tenantId}/resume`,
      {},
    );
    expect([resumed.status, resumed.body.status]).toEqual([200, 'active']);
    expect(await auditRows('client.suspend')).toMatchObject([{ status: 'success', client_id: tenantId }]);
    expect(await auditRows('client.resume')).toMatchObject([{ status: 'success', client_id: tenantId }]);
    expect(await publishedEntry(tenantId, resumed.body.version)).toMatchObject({
      slug: 'eds-quebec',
      status: 'active',
      modules: expect.arrayContaining(['core', 'bms-connector']),
    });
  });

  it('is told that a client is not there, which leaves a row in the audit log', async () => {
    const answer = await call<{ code: string }>('operator', '/internal/clients/999/suspend', { reason: 'x' });
    expect([answer.status, answer.body.code]).toEqual([404, 'CLIENT.NOT_REGISTERED']);
    expect(await auditRows('client.suspend')).toContainEqual(
      expect.objectContaining({ status: 'failure', client_id: 999, error_message: 'CLIENT.NOT_REGISTERED' }),
    );
  });

  it('lists clients page by page', async () => {
    await provision();
    await call('operator', '/internal/clients', { ...body, slug: 'second', quotas: { maxDevices: 5 } });
    const first = await call<{ items: { slug: string }[]; nextCursor: string }>(
      'operator',
      '/internal/clients?limit=1',
    );
    const second = await call<{ items: { slug: string }[]; nextCursor: string | null }>(
      'operator',
      `/internal/clients?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect([first.body.items[0]?.slug, second.body.items[0]?.slug]).toEqual(['eds-quebec', 'second']);
    expect(second.body.nextCursor).toBeNull();
    expect(JSON.stringify(second.body)).not.toMatch(/password|key/i);
  });
});

describe('the data source of a tenant', () => {
  it('is handed to a service under its own account, which opens the database', async () => {
    const { tenantId, databaseName } = await provision();
    const answer = await call<DatabaseCoordinates>(
      'fleet',
      `/internal/tenants/${tenantId}/data-source?access=owner`,
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toMatchObject({
      tenantId,
      database: databaseName,
      username: `c${tenantId}_fleet`,
      engine: 'mariadb',
    });
    const session = await openSqlSession(answer.body);
    expect(await session.query('SELECT COUNT(*) AS n FROM battery_types')).toEqual([{ n: 3 }]);
    await session.close();
    expect(log).not.toContain(answer.body.password);
  });

  it.each([
    ['data-processor', 'owner', 'data_processor'],
    ['auth', 'owner', 'auth'],
    ['auth', 'reader', 'reader'],
  ])('%s as %s is the account %s', async (serviceName, access, account) => {
    const { tenantId } = await provision();
    const { body: coordinates } = await call<DatabaseCoordinates>(
      serviceName,
      `/internal/tenants/${tenantId}/data-source?access=${access}`,
    );
    expect(coordinates.username).toBe(`c${tenantId}_${account}`);
  });

  it('is refused to a service that owns no table, and to the operator', async () => {
    const { tenantId } = await provision();
    const path = `/internal/tenants/${tenantId}/data-source?access=reader`;
    expect((await call('gateway', path)).status).toBe(403);
    expect([401, 403]).toContain((await call('operator', path)).status);
    expect(await auditRows('data-source.read')).toContainEqual(
      expect.objectContaining({
        status: 'failure',
        actor: 'gateway',
        error_message: 'DATA_SOURCE.NOT_FOR_THIS_SERVICE',
      }),
    );
  });

  it('is refused without a credential, with a wrong one, and with one under another name', async () => {
    const { tenantId } = await provision();
    const url = `${service.httpUrl}/internal/tenants/${tenantId}/data-source?access=owner`;
    const fleets = credentials.authorization('fleet').authorization;
    const shown = [
      undefined,
      'Bearer x',
      'Service fleet:wrong-secret-wrong-secret',
      fleets.replace('fleet:', 'auth:'),
    ];
    for (const authorization of shown) {
      const { status } = await fetch(url, { headers: { ...(authorization && { authorization }) } });
      expect([401, 403]).toContain(status);
    }
  });

  it.each(['owner; DROP', '', 'migrate'])('is refused for the access %p', async (access) => {
    const { tenantId } = await provision();
    const path = `/internal/tenants/${tenantId}/data-source?access=${encodeURIComponent(access)}`;
    expect((await call('fleet', path)).status).toBe(400);
  });

  it.each(['0', '-1', '1e3x', '99999999999'])('is refused for the tenant %p', async (tenant) => {
    expect((await call('fleet', `/internal/tenants/${tenant}/data-source?access=owner`)).status).toBe(400);
  });

  it('is not there for an unknown tenant', async () => {
    expect((await call('fleet', '/internal/tenants/999/data-source?access=owner')).status).toBe(404);
  });

  it('is still handed out for a suspended client, whose accepted readings have to be stored', async () => {
    const { tenantId } = await provision();
    await call('operator', `/internal/clients/${tenantId}/suspend`, { reason: 'unpaid' });
    expect(
      (await call('data-processor', `/internal/tenants/${tenantId}/data-source?access=owner`)).status,
    ).toBe(200);
    await call('operator', `/internal/clients/${tenantId}/resume`, {});
  });
});

it('starts again over what it finds, and finishes a client that was left half made', async () => {
  const { tenantId } = await provision();
  await servers.run('first', 'DELETE FROM ??.event_journal WHERE stream_id = ? AND version > 3', [
    database,
    String(tenantId),
  ]);
  await servers.run(
    'first',
    "UPDATE ??.tenant_placement SET state = 'provisioning', schema_version = 0 WHERE tenant_id = ?",
    [database, tenantId],
  );
  await service.stop();
  service = await start();
  await stateOf(tenantId, 'ready');
  expect((await call('operator', '/internal/clients', body)).status).toBe(200);
});

/** Resolves when the placement is in the state; the test's own time limit ends a wait that never does. */
async function stateOf(tenantId: number, state: string): Promise<void> {
  const rows = await servers.run<{ state: string }>(
    'first',
    'SELECT state FROM ??.tenant_placement WHERE tenant_id = ?',
    [database, tenantId],
  );
  if (rows[0]?.state !== state) return stateOf(tenantId, state);
}

/** The first entry on the topic that tells at least this version of the tenant. */
async function publishedEntry(tenantId: number, version: number): Promise<TenantEntryV1> {
  let tell: (entry: TenantEntryV1) => void;
  const told = new Promise<TenantEntryV1>((resolve) => (tell = resolve));
  const reader = new CompactedTopicReader(kafka.settings, {
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
