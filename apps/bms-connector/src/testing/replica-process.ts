import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** As it is deployed: the integration tests run after the build. */
const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** A connector in a process of its own, for what is done to a process: freezing it, killing it. */
export class ReplicaProcess {
  private constructor(private readonly child: ChildProcess) {}

  static start(namespace: string, spoolDirectory: string): ReplicaProcess {
    const environment = {
      SERVICE_NAME: 'bms-connector',
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: '0',
      OPERATIONS_HOST: '127.0.0.1',
      OPERATIONS_PORT: '0',
      LOG_LEVEL: 'warn',
      KAFKA_BROKERS: process.env.TEST_KAFKA_BROKERS,
      KAFKA_TOPIC_NAMESPACE: namespace,
      AUTH_JWKS_URL: 'http://127.0.0.1:1/.well-known/jwks.json',
      AUTH_ISSUER: 'nobody',
      SPOOL_DIRECTORY: spoolDirectory,
      ALLOWED_DEVICE_RANGES: '127.0.0.0/8',
      DEVICE_SHARING: 'shared',
      // Ends with its input, so also when the tests are killed.
      TRACKINGBMS_SUPERVISED: '1',
    };
    const child = spawn(process.execPath, [program], {
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    return new ReplicaProcess(child);
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(name);
  }

  async end(name: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill(name);
    await exited;
  }
}
