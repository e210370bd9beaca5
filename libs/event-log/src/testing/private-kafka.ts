import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { withAdmin } from '../connection/with-admin.js';
import { freePort } from './free-port.js';
import { kafkaJars } from './kafka-jars.js';
import { nodeConfiguration, type PrivateNode } from './private-node.js';

const execute = promisify(execFile);
const java = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp'];

/** Ends the broker at once, with nothing flushed, as soon as its input closes: also when the tests are killed. */
const guard =
  '"$@" </dev/null >/dev/null 2>&1 & child=$!; cat >/dev/null; kill -9 $child; wait $child 2>/dev/null';

/** Brokers of our own (KRaft, each broker and controller in one) for tests that kill them. */
export class PrivateKafka {
  private readonly processes = new Map<number, ChildProcess>();

  private constructor(
    private readonly folder: string,
    private readonly nodes: readonly PrivateNode[],
  ) {}

  /**
   * A port that was free may be another program's before a broker takes it. The broker then ends, and all are started
   * again on other ports: three times, 45 s each at most.
   */
  static async start(count: 1 | 3): Promise<PrivateKafka> {
    for (let attempt = 1; ; attempt++) {
      const kafka = await PrivateKafka.prepare(count);
      try {
        await Promise.all(kafka.nodes.map(({ id }) => kafka.launch(id)));
        await kafka.answering(count);
        return kafka;
      } catch (error) {
        await kafka.stop();
        if (attempt === 3) throw error;
      }
    }
  }

  private static async prepare(count: number): Promise<PrivateKafka> {
    const folder = await mkdtemp(join(tmpdir(), 'private-kafka-'));
    const ids = Array.from({ length: count }, (_, index) => index + 1);
    const nodes = await Promise.all(
      ids.map(async (id) => ({ id, port: await freePort(), controllerPort: await freePort() })),
    );
    const kafka = new PrivateKafka(folder, nodes);
    await kafka.format();
    return kafka;
  }

  get brokers(): readonly string[] {
    return this.nodes.map(({ port }) => `127.0.0.1:${port}`);
  }

  /** Number of the broker behind a port. */
  nodeAt(port: number): number {
    return this.nodes.find((node) => node.port === port)?.id ?? -1;
  }

  /** kill -9. */
  async kill(id: number): Promise<void> {
    const process = this.processes.get(id);
    this.processes.delete(id);
    if (process === undefined) return;
    process.stdin?.end();
    await once(process, 'exit');
  }

  /** Starts a killed broker again on its port and data. */
  async restart(id: number): Promise<void> {
    await this.launch(id);
    await this.answering(this.processes.size);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.processes.keys()].map((id) => this.kill(id)));
    await rm(this.folder, { recursive: true, force: true });
  }

  private async format(): Promise<void> {
    const cluster = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    for (const node of this.nodes) {
      const file = this.configuration(node.id);
      await writeFile(file, nodeConfiguration(node, this.nodes, join(this.folder, `data-${node.id}`)));
      const tool = ['kafka.tools.StorageTool', 'format', '-t', cluster, '-c', file];
      await execute('java', [...java, await kafkaJars(), ...tool]);
    }
  }

  private async launch(id: number): Promise<void> {
    const command = ['java', ...java, await kafkaJars(), 'kafka.Kafka', this.configuration(id)];
    const stdio = ['pipe', 'ignore', 'ignore'] as const;
    const child = spawn('/bin/sh', ['-c', guard, 'guard', ...command], { stdio: [...stdio] });
    this.processes.set(id, child);
  }

  private configuration(id: number): string {
    return join(this.folder, `broker-${id}.properties`);
  }

  /** Each of the running brokers by itself: the others may still list one that was just killed. */
  private async answering(count: number): Promise<void> {
    const late = performance.now() + 45_000;
    for (const { port } of this.nodes.filter(({ id }) => this.processes.has(id))) {
      while ((await brokersKnownAt(port).catch(() => 0)) < count) {
        if (performance.now() > late) throw new Error('The private Kafka does not answer.');
        await pause(100);
      }
    }
  }
}

async function brokersKnownAt(port: number): Promise<number> {
  const settings = { brokers: [`127.0.0.1:${port}`], clientId: 'private-kafka' };
  return withAdmin(settings, async (admin) => (await admin.describeCluster()).brokers.length, { retries: 1 });
}
