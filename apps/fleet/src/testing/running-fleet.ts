import { ServiceSettings, startService, type RunningService } from '@trackingbms/service-kit';
import {
  startTestIssuer,
  testCredentials,
  testSettings,
  type TestClaims,
} from '@trackingbms/service-kit/testing';
import { ensureTopics, EventPublisher, type EventLogSettings } from '@trackingbms/event-log';
import { testKafka } from '@trackingbms/event-log/testing';
import { eventTypes, recordKeys, topics, type TenantEntryV1 } from '@trackingbms/message-contracts';
import {
  freshTenantDatabase,
  InMemoryDatabaseDirectory,
  type FreshTenantDatabase,
} from '@trackingbms/tenant-database/testing';
import { FleetModule } from '../fleet.module.js';
import { fleetProblem } from '../problems/fleet-problem.js';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Request {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly claims?: TestClaims;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** The fleet service on real servers, with a stand-in for auth and for tenant-manager. */
export interface RunningFleet {
  readonly httpUrl: string;
  /** Status of the readiness check. */
  ready(): Promise<number>;
  readonly eventLog: EventLogSettings;
  readonly publisher: EventPublisher;
  /** A new client with an empty, migrated database, not yet announced on the topic of tenants. */
  addTenant(): Promise<FreshTenantDatabase>;
  announce(tenantId: number, changes?: Partial<TenantEntryV1>): Promise<void>;
  /** @param claims of the token; everything in scope by default */
  call<Body = Record<string, unknown>>(
    tenantId: number,
    method: Method,
    path: string,
    request?: Request,
  ): Promise<Answer<Body>>;
  /** Ends the service and starts another one in its place. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** @param environment settings of the service that are not the usual ones of a test */
export async function startFleet(environment: Readonly<Record<string, string>> = {}): Promise<RunningFleet> {
  const [issuer, kafka] = [await startTestIssuer(), testKafka()];
  const credentials = testCredentials('fleet');
  const directory = new InMemoryDatabaseDirectory();
  const tenants: FreshTenantDatabase[] = [];
  await ensureTopics(kafka.settings);
  const publisher = new EventPublisher(kafka.settings);
  const settings = testSettings(
    ServiceSettings,
    {
      SERVICE_NAME: 'fleet',
      SERVICE_CREDENTIAL_FILE: credentials.credentialFile('fleet'),
      KAFKA_TOPIC_NAMESPACE: kafka.settings.namespace ?? '',
      ...environment,
    },
    issuer,
  );
  const start = () =>
    startService({ name: 'fleet', settings, module: FleetModule, problems: [fleetProblem], directory });
  let service: RunningService = await start();
  return {
    get httpUrl() {
      return String(service.httpUrl);
    },
    ready: async () => (await fetch(`${service.operationsUrl}/health/ready`)).status,
    publisher,
    eventLog: kafka.settings,
    addTenant: async () => {
      const tenant = await freshTenantDatabase({ directory });
      tenants.push(tenant);
      return tenant;
    },
    announce: (tenantId, changes) => publisher.publish([tenantEntry(tenantId, changes)]),
    call: async (tenantId, method, path, { headers, body, claims } = {}) => {
      const bearer = await issuer.bearer({ tenant: tenantId, ...claims });
      return exchange(`${service.httpUrl}${path}`, method, { headers: { ...bearer, ...headers }, body });
    },
    restart: async () => {
      await service.stop();
      service = await start();
    },
    stop: async () => {
      await service.stop();
      await publisher.disconnect();
      await Promise.all(tenants.map((tenant) => tenant.drop()));
      await kafka.clean();
      await issuer.stop();
      credentials.remove();
    },
  };
}

async function exchange<Body>(
  url: string,
  method: Method,
  { headers, body }: Request,
): Promise<Answer<Body>> {
  const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(url, {
    method,
    headers: { ...json, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

function tenantEntry(tenantId: number, changes: Partial<TenantEntryV1> = {}) {
  const data: TenantEntryV1 = {
    tenantId,
    version: 1,
    uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
    slug: `client-${tenantId}`,
    name: 'Client',
    industryType: 'batteries',
    status: 'active',
    databaseServer: 'first',
    databaseName: `client_${tenantId}_batteries`,
    schemaVersion: 5,
    timeZone: 'America/Toronto',
    quotas: { maxUsers: 10, maxDevices: 100, maxStorageGb: 10, apiRateLimit: 1000 },
    modules: [],
    ...changes,
  };
  return {
    topic: topics.tenants,
    key: recordKeys.tenant(tenantId),
    tenantId,
    partitionBy: 'tenant' as const,
    id: `tenant-${tenantId}@${data.version}`,
    type: eventTypes.TenantEntryV1.type,
    source: '/tenant-manager',
    time: '2026-03-01T00:00:00.000Z',
    data,
  };
}
