import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { EventLogSettings } from '@trackingbms/event-log';
import { testCredentials } from '@trackingbms/service-kit/testing';
import type { DatabaseCoordinates } from '@trackingbms/tenants';

const project = fileURLToPath(new URL('../..', import.meta.url));
const asSource = ['-C', '@trackingbms/source', '--import', '@swc-node/register/esm-register'];

/** The service as a process of its own, which can be killed, with a stand-in for tenant-manager. */
export class ProcessorChild {
  readonly #credentials = testCredentials('data-processor');
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(
    private readonly manager: Server,
    private readonly eventLog: EventLogSettings,
  ) {}

  static async prepare(
    eventLog: EventLogSettings,
    databases: readonly DatabaseCoordinates[],
  ): Promise<ProcessorChild> {
    const known = new Map(databases.map((coordinates) => [String(coordinates.tenantId), coordinates]));
    const manager = createServer((request, response) => {
      const coordinates = known.get(request.url?.split('/')[3] ?? '');
      response.writeHead(coordinates ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(coordinates ?? {}));
    });
    manager.listen(0, '127.0.0.1');
    await once(manager, 'listening');
    return new ProcessorChild(manager, eventLog);
  }

  start(): void {
    this.#child = spawn(process.execPath, [...asSource, 'src/main.ts'], {
      cwd: project,
      env: { ...this.#environment(), PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (text: Buffer) => (this.#output += text.toString()));
    }
  }

  /** What the process has said, for a test that fails. */
  get output(): string {
    return this.#output;
  }

  /** At once, without a word to it. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    this.manager.closeAllConnections();
    this.manager.close();
    this.#credentials.remove();
  }

  #environment(): Record<string, string> {
    const { port } = this.manager.address() as AddressInfo;
    return {
      SERVICE_NAME: 'data-processor',
      SERVICE_CREDENTIAL_FILE: this.#credentials.credentialFile('data-processor'),
      HTTP_PORT: '0',
      OPERATIONS_PORT: '0',
      LOG_LEVEL: 'warn',
      KAFKA_BROKERS: this.eventLog.brokers.join(','),
      KAFKA_TOPIC_NAMESPACE: this.eventLog.namespace ?? '',
      AUTH_JWKS_URL: 'http://127.0.0.1:1/.well-known/jwks.json',
      AUTH_ISSUER: 'http://127.0.0.1:1',
      TENANT_MANAGER_URL: `http://127.0.0.1:${port}`,
      INTAKE_MAX_ROWS: '50',
      INTAKE_SESSION_TIMEOUT_MS: '6000',
      SWC_NODE_PROJECT: '../../tsconfig.base.json',
    };
  }
}
