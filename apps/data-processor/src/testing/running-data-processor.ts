import { createServer } from 'node:net';
import {
  ensureTopics,
  EventPublisher,
  PartitionReader,
  streamBounds,
  type IncomingRecord,
  type OutgoingEvent,
} from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import { deadLetterTopic, type TopicName } from '@trackingbms/message-contracts';
import { startService, type RunningService } from '@trackingbms/service-kit';
import {
  startTestIssuer,
  testCredentials,
  testSettings,
  type TestClaims,
} from '@trackingbms/service-kit/testing';
import type { TenantTransaction } from '@trackingbms/tenant-database';
import {
  freshTenantDatabase,
  InMemoryDatabaseDirectory,
  insertSampleFleet,
  type FreshTenantDatabase,
} from '@trackingbms/tenant-database/testing';
import { DataProcessorSettings } from '../data-processor-settings.js';
import { dataProcessorOptions } from '../service-options.js';
import { fleetEntries, tenantEntry } from './sample-entries.js';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
}

export interface AskedRoute {
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  readonly claims?: TestClaims;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The service on real servers, with a stand-in for auth, tenant-manager and fleet. */
export class RunningDataProcessor {
  readonly directory = new InMemoryDatabaseDirectory();
  #service: RunningService | undefined;
  readonly #tenants: FreshTenantDatabase[] = [];
  readonly #others: RunningService[] = [];
  readonly #credentials = testCredentials('data-processor');

  private constructor(
    readonly kafka: TestKafka,
    readonly publisher: EventPublisher,
    private readonly issuer: Awaited<ReturnType<typeof startTestIssuer>>,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** Topics and stand-ins are there; the service itself is not started yet. */
  static async prepare(environment: Readonly<Record<string, string>> = {}): Promise<RunningDataProcessor> {
    const kafka = testKafka();
    await ensureTopics(kafka.settings);
    return new RunningDataProcessor(
      kafka,
      new EventPublisher(kafka.settings),
      await startTestIssuer(),
      environment,
    );
  }

  async start(): Promise<RunningService> {
    this.#service = await this.#startOne();
    return this.#service;
  }

  /** A second replica of the service. */
  async startAnother(): Promise<RunningService> {
    const other = await this.#startOne();
    this.#others.push(other);
    return other;
  }

  get service(): RunningService {
    if (this.#service === undefined) throw new Error('The service is not started.');
    return this.#service;
  }

  async stopService(): Promise<void> {
    await this.#service?.stop();
    this.#service = undefined;
  }

  /** A client with three batteries, announced on the topics. With `reachable: false` its database cannot be reached. */
  async addTenant({ reachable = true, batteries = 3 } = {}): Promise<FreshTenantDatabase> {
    const tenant = await freshTenantDatabase({ directory: new InMemoryDatabaseDirectory() });
    this.#tenants.push(tenant);
    const ids = await insertSampleFleet(tenant.connections, tenant.tenantId, batteries);
    this.directory.put(reachable ? tenant.coordinates : { ...tenant.coordinates, port: await closedPort() });
    await this.publisher.publish([tenantEntry(tenant.tenantId), ...fleetEntries(tenant.tenantId, ids)]);
    return tenant;
  }

  async publish(...events: OutgoingEvent[]): Promise<void> {
    await this.publisher.publish(events);
  }

  query<Row = Record<string, unknown>>(
    tenant: FreshTenantDatabase,
    sql: string,
    parameters: unknown[] = [],
  ): Promise<Row[]> {
    return tenant.connections.reading(tenant.tenantId, ({ manager }: TenantTransaction) =>
      manager.query(sql, parameters),
    );
  }

  async count(
    tenant: FreshTenantDatabase,
    table: 'bms_data' | 'alerts' | 'bms_data_history',
  ): Promise<number> {
    const [row] = await this.query<{ amount: number }>(tenant, `SELECT COUNT(*) AS amount FROM ${table}`);
    return Number(row?.amount);
  }

  async call<Body = Record<string, unknown>>(
    tenantId: number,
    path: string,
    asked: AskedRoute = {},
  ): Promise<Answer<Body>> {
    const bearer = await this.issuer.bearer({ tenant: tenantId, ...asked.claims });
    const json: Record<string, string> =
      asked.body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${this.service.httpUrl}${path}`, {
      method: asked.method ?? 'GET',
      headers: { ...bearer, ...json, ...asked.headers },
      body: asked.body === undefined ? undefined : JSON.stringify(asked.body),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  /** Everything a topic, or its dead letters, holds now. */
  async recordsOf(topic: TopicName, letters = false): Promise<IncomingRecord[]> {
    const source = letters ? (deadLetterTopic(topic) as unknown as TopicName) : topic;
    const records: IncomingRecord[] = [];
    for (const { partition, low, high } of await streamBounds(this.kafka.settings, source)) {
      if (low === high) continue;
      const end = new AbortController();
      await new PartitionReader(this.kafka.settings).read({
        topic: source,
        partition,
        fromOffset: low,
        signal: end.signal,
        onBatch: async (batch) => {
          records.push(...batch.records);
          if ((batch.records.at(-1)?.offset ?? 0n) + 1n >= high) end.abort();
        },
      });
    }
    return records;
  }

  async stop(): Promise<void> {
    for (const other of this.#others) await other.stop();
    await this.stopService();
    await this.publisher.disconnect();
    for (const tenant of this.#tenants) await tenant.drop();
    await this.kafka.clean();
    await this.issuer.stop();
    this.#credentials.remove();
  }

  async #startOne(): Promise<RunningService> {
    const settings = testSettings(
      DataProcessorSettings,
      {
        SERVICE_NAME: 'data-processor',
        SERVICE_CREDENTIAL_FILE: this.#credentials.credentialFile('data-processor'),
        KAFKA_TOPIC_NAMESPACE: this.kafka.settings.namespace ?? '',
        INTAKE_FIRST_PROBE_MS: '200',
        INTAKE_LONGEST_PROBE_MS: '1000',
        INTAKE_UNKNOWN_GRACE_MS: '1000',
        ...this.environment,
      },
      this.issuer,
    );
    return startService({ ...dataProcessorOptions, settings, directory: this.directory });
  }
}

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves once the condition holds; rejects with what it last saw when that takes too long. */
export async function eventually(condition: () => Promise<boolean>, milliseconds = 30_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end)
      throw new Error(`It did not come true within ${milliseconds} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
