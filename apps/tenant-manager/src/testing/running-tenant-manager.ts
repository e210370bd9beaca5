import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { EventLogSettings } from '@trackingbms/event-log';
import { testKafka } from '@trackingbms/event-log/testing';
import { startService, type RunningService } from '@trackingbms/service-kit';
import { testCredentials, testSettings } from '@trackingbms/service-kit/testing';
import { clientProblem } from '../clients/client-problems.js';
import { ServerConnections } from '../database-servers/server-connections.js';
import { TenantManagerSettings } from '../settings/tenant-manager-settings.js';
import { TenantManagerModule } from '../tenant-manager.module.js';
import { dropAll, migratedCore, randomCoreName, testServer } from './fresh-core.js';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface ProvisionedBody {
  tenantId: number;
  uuid: string;
  slug: string;
  databaseName: string;
  steps: { step: string; state: string }[];
}

interface AuditRow {
  status: string;
  actor: string;
  client_id: number;
  error_message: string | null;
}

/** What `POST /internal/clients` is sent. */
export const clientBody = {
  slug: 'eds-quebec',
  name: 'EDS Québec',
  company: 'EDS Québec',
  industryType: 'batteries',
  status: 'active',
};

/** The service as it runs, over a core database and a name space of its own. */
export class RunningTenantManager {
  readonly database = randomCoreName();
  readonly servers = new ServerConnections([testServer()]);
  readonly credentials = testCredentials('operator', 'fleet', 'data-processor', 'auth', 'gateway');
  /** Everything it has logged. */
  log = '';
  private readonly kafka = testKafka();
  private readonly folder = mkdtempSync(join(tmpdir(), 'tenant-manager-'));
  private service: RunningService | undefined;

  get url(): string {
    return this.service?.httpUrl ?? '';
  }

  get eventLog(): EventLogSettings {
    return this.kafka.settings;
  }

  async start(): Promise<void> {
    this.file('master-key', randomBytes(32).toString('base64'));
    await migratedCore(this.servers, this.database);
    await this.restart();
  }

  async restart(): Promise<void> {
    await this.service?.stop();
    const { brokers, namespace = '' } = this.kafka.settings;
    this.service = await startService({
      name: 'tenant-manager',
      module: TenantManagerModule,
      problems: [clientProblem],
      logDestination: new Writable({ write: (line, _encoding, done) => this.keepLog(String(line), done) }),
      settings: testSettings(TenantManagerSettings, {
        SERVICE_NAME: 'tenant-manager',
        LOG_LEVEL: 'debug',
        DATABASE_SERVERS_FILE: this.file('servers.json', JSON.stringify([testServer()])),
        MASTER_KEY_FILE: join(this.folder, 'master-key'),
        SERVICE_CREDENTIALS_FILE: this.credentials.credentialsFile,
        CORE_DATABASE: this.database,
        KAFKA_BROKERS: brokers.join(','),
        KAFKA_TOPIC_NAMESPACE: namespace,
      }),
    });
  }

  /** Stops it and drops everything that was made. */
  async remove(): Promise<void> {
    await this.service?.stop();
    await dropAll(this.servers, this.database);
    await this.servers.close();
    await this.kafka.clean();
    this.credentials.remove();
    rmSync(this.folder, { recursive: true });
  }

  /** A POST when something is sent, a GET otherwise. */
  async call<T>(as: string, path: string, sent?: object): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method: sent === undefined ? 'GET' : 'POST',
      headers: {
        'accept-language': 'en',
        ...this.credentials.authorization(as),
        ...(sent && { 'content-type': 'application/json' }),
      },
      ...(sent && { body: JSON.stringify(sent) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as T };
  }

  /** The one client of most tests, made at the first call. */
  async provision(): Promise<ProvisionedBody> {
    return (await this.call<ProvisionedBody>('operator', '/internal/clients', clientBody)).body;
  }

  auditRows(action: string): Promise<AuditRow[]> {
    return this.core(
      'SELECT status, actor, client_id, error_message FROM ??.audit_logs WHERE action = ? ORDER BY id',
      action,
    );
  }

  /** A statement on the core database, whose name stands for the first `??`. */
  core<Row>(sql: string, ...values: readonly unknown[]): Promise<Row[]> {
    return this.servers.run('first', sql, [this.database, ...values]);
  }

  private file(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text, { mode: 0o600 });
    return join(this.folder, name);
  }

  private keepLog(line: string, done: () => void): void {
    this.log += line;
    done();
  }
}
