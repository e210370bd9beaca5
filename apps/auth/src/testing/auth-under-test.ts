import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTopics, EventPublisher } from '@trackingbms/event-log';
import { testKafka } from '@trackingbms/event-log/testing';
import type { TenantEntryV1 } from '@trackingbms/message-contracts';
import { RemoteVerificationKeys, type RunningService, startService } from '@trackingbms/service-kit';
import { testCredentials, testSettings } from '@trackingbms/service-kit/testing';
import { type FreshTenantDatabase, freshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { AuthModule } from '../auth.module.js';
import { AuthSettings } from '../auth-settings.js';
import { KnownTenants } from '../tenants/known-tenants.js';
import { PasswordHasher } from '../users/password-hasher.js';
import { tenantEntry, tenantEntryEvent } from './tenant-entry.js';

/** Quick to make and to check: the work factor has its own tests. */
export const quickHasher = () =>
  new PasswordHasher({ memoryKibibytes: 1_024, iterations: 2, parallelism: 1 });

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** The auth service with a tenant, on the real MariaDB and Kafka, at a time that the test sets. */
export interface AuthUnderTest {
  readonly service: RunningService;
  readonly tenant: FreshTenantDatabase;
  readonly slug: string;
  readonly kafka: ReturnType<typeof testKafka>;
  /** Milliseconds that the service's clock is ahead of the real one. */
  ahead: number;
  operator(name?: string): { authorization: string };
  announce(changes: Partial<TenantEntryV1>): Promise<void>;
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startAuth(): Promise<AuthUnderTest> {
  const kafka = testKafka();
  const [tenant, keyFile] = await Promise.all([
    freshTenantDatabase(),
    signingKeyFile(),
    ensureTopics(kafka.settings),
  ]);
  const credentials = testCredentials('operator', 'auth', 'gateway');
  const publisher = new EventPublisher(kafka.settings);
  const first = tenantEntry(tenant.tenantId);
  await publisher.publish([tenantEntryEvent(first)]);
  const settings = testSettings(AuthSettings, {
    SERVICE_NAME: 'auth',
    KAFKA_TOPIC_NAMESPACE: kafka.settings.namespace ?? '',
    SERVICE_CREDENTIAL_FILE: credentials.credentialFile('auth'),
    SERVICE_CREDENTIALS_FILE: credentials.credentialsFile,
    SIGNING_KEY_FILE: keyFile.path,
    TRUSTED_PROXIES: '127.0.0.0/8',
  });
  const state = { ahead: 0, version: 1, keys: null as RemoteVerificationKeys | null };
  const service = await startService({
    name: 'auth',
    module: AuthModule.with({ clock: { now: () => Date.now() + state.ahead }, hasher: quickHasher() }),
    settings,
    directory: tenant.directory,
    verificationKeys: { keyFor: async (keyId) => state.keys?.keyFor(keyId) ?? null },
  });
  state.keys = new RemoteVerificationKeys(`${service.httpUrl}/.well-known/jwks.json`);
  const tenants = service.app.get(KnownTenants);
  await tenants.waitFor(tenant.tenantId, 30_000);
  const send = (path: string, init: RequestInit) => exchange(`${service.httpUrl}${path}`, init);
  return {
    service,
    tenant,
    kafka,
    slug: first.slug,
    get ahead() {
      return state.ahead;
    },
    set ahead(milliseconds: number) {
      state.ahead = milliseconds;
    },
    operator: (name = 'operator') => credentials.authorization(name),
    announce: async (changes) => {
      state.version += 1;
      const entry = { ...first, ...changes, version: state.version };
      await publisher.publish([tenantEntryEvent(entry)]);
      await until(() => tenants.byId(entry.tenantId)?.version === state.version);
    },
    query: (sql, parameters = []) =>
      tenant.connections.reading(tenant.tenantId, (tx) => tx.manager.query(sql, parameters)),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    get: (path, headers = {}) => send(path, { headers }),
    stop: async () => {
      await service.stop();
      await publisher.disconnect();
      await tenant.drop();
      await kafka.clean();
      credentials.remove();
      keyFile.remove();
    },
  };
}

async function exchange(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

async function signingKeyFile(): Promise<{ path: string; remove(): void }> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const folder = mkdtempSync(join(tmpdir(), 'trackingbms-signing-key-'));
  const path = join(folder, 'key.json');
  const jwk = { ...(await exportJWK(privateKey)), kid: randomUUID() };
  writeFileSync(path, JSON.stringify(jwk), { mode: 0o600 });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Looks once a turn of the loop's timers, for as long as the test may run. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
