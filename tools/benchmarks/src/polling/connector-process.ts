import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ChildProgram, freePort } from '@trackingbms/local-stack';

const program = fileURLToPath(new URL('../../../../apps/bms-connector/dist/main.js', import.meta.url));
const longestStart = 60_000;

/** What the connector says of itself at one moment. */
export interface ConnectorFigures {
  /** Of one core, in seconds since it began. */
  readonly processorSeconds: number;
  readonly residentBytes: number;
  readonly polls: number;
  readonly failures: number;
  readonly skipped: number;
  readonly published: number;
  readonly batteries: number;
  /** The longest that its event loop was held up since it was last asked, in seconds. */
  readonly longestStall: number;
  /** Spent on collecting garbage since it began, in seconds. */
  readonly garbageSeconds: number;
}

/** One connector, as it is deployed. */
export class ConnectorProcess {
  private constructor(
    private readonly child: ChildProgram,
    private readonly operationsUrl: string,
  ) {}

  /** @param settings beside the usual ones. */
  static async start(
    folder: string,
    brokers: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ConnectorProcess> {
    const port = await freePort();
    const child = ChildProgram.start({
      name: 'bms-connector',
      command: process.execPath,
      args: [program],
      environment: {
        SERVICE_NAME: 'bms-connector',
        OPERATIONS_HOST: '127.0.0.1',
        OPERATIONS_PORT: String(port),
        LOG_LEVEL: 'warn',
        HTTP_PORT: '0',
        AUTH_JWKS_URL: 'http://127.0.0.1:1/.well-known/jwks.json',
        AUTH_ISSUER: 'nobody',
        KAFKA_BROKERS: brokers,
        SPOOL_DIRECTORY: join(folder, 'spool'),
        ALLOWED_DEVICE_RANGES: '127.0.0.0/8',
        TRACKINGBMS_SUPERVISED: '1',
        ...settings,
      },
      logFile: join(folder, 'bms-connector.log'),
      watchesInput: true,
    });
    const connector = new ConnectorProcess(child, `http://127.0.0.1:${port}`);
    process.once('exit', () => child.killNow());
    await connector.ready();
    return connector;
  }

  async figures(): Promise<ConnectorFigures> {
    const text = await (await fetch(`${this.operationsUrl}/metrics`)).text();
    const sum = (name: string): number => sumOf(text, name);
    return {
      processorSeconds: sum('process_cpu_seconds_total'),
      residentBytes: sum('process_resident_memory_bytes'),
      polls: sum('connector_polls_total'),
      failures: sum('connector_poll_failures_total'),
      skipped: sum('connector_polls_skipped_total'),
      published: sum('connector_events_published_total'),
      batteries: sumOf(text, 'connector_batteries', '{state="polled"}'),
      longestStall: sum('nodejs_eventloop_lag_max_seconds'),
      garbageSeconds: sum('nodejs_gc_duration_seconds_sum'),
    };
  }

  stop(): Promise<void> {
    return this.child.stop();
  }

  private async ready(): Promise<void> {
    for (const end = Date.now() + longestStart; Date.now() < end; await pause(200)) {
      const answer = await fetch(`${this.operationsUrl}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      if (!this.child.isAlive) break;
    }
    throw new Error(`the connector did not become ready; see ${this.child.description.logFile}`);
  }
}

/** All series of a metric together; 0 where it has none yet. */
export function sumOf(text: string, name: string, labels?: string): number {
  return text
    .split('\n')
    .filter((line) =>
      labels === undefined
        ? line.startsWith(`${name} `) || line.startsWith(`${name}{`)
        : line.startsWith(name + labels),
    )
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
