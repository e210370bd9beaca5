import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StackError } from '../console/stack.errors.js';
import { findProgram } from '../prerequisites/find-program.js';
import { ChildProgram } from './child-program.js';
import { freePort } from './free-port.js';
import { kafkaAnswers } from './kafka-answers.js';
import { startOnFreePorts } from './start-on-free-ports.js';
import { until } from './until.js';

const execute = promisify(execFile);

export interface PrivateKafkaOptions {
  /** Holds the log segments, the configuration and the server's log; made when it is missing. */
  readonly folder: string;
  /** The folder of Kafka's jars. */
  readonly jars: string;
  readonly port?: number;
  readonly heapMegabytes?: number;
}

/** A single-node Kafka (KRaft, broker and controller in one) of our own on loopback ports. */
export class PrivateKafka {
  private program: ChildProgram | undefined;

  private constructor(
    private readonly options: PrivateKafkaOptions,
    readonly port: number,
    private readonly controllerPort: number,
  ) {}

  static async start(options: PrivateKafkaOptions): Promise<PrivateKafka> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    return startOnFreePorts(async () => {
      const server = new PrivateKafka(options, await freePort(options.port), await freePort());
      await server.formatOnce();
      await server.restart();
      return server;
    });
  }

  get brokers(): string {
    return `127.0.0.1:${this.port}`;
  }

  get process(): ChildProgram {
    if (!this.program) throw new Error('Kafka was not started');
    return this.program;
  }

  /** Starts the broker again on the same port and data, after `kill` or `stop`. */
  async restart(): Promise<void> {
    await this.writeConfiguration();
    const program = ChildProgram.start({
      name: 'kafka',
      command: findProgram('java') ?? 'java',
      args: [...this.javaArguments(this.options.heapMegabytes ?? 512), 'kafka.Kafka', this.configuration],
      logFile: join(this.options.folder, 'kafka.log'),
    });
    this.program = program;
    await until(() => kafkaAnswers(this.port), { milliseconds: 60_000, unless: () => this.deathOf(program) });
    const death = this.deathOf(program);
    if (death) throw death;
  }

  stop(): Promise<void> {
    return this.process.stop(30_000);
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  private get configuration(): string {
    return join(this.options.folder, 'server.properties');
  }

  private get dataFolder(): string {
    return join(this.options.folder, 'data');
  }

  private javaArguments(heap: number): string[] {
    return [
      `-Xmx${heap}m`,
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-Djava.net.preferIPv4Stack=true',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-cp',
      join(this.options.jars, '*'),
    ];
  }

  private async formatOnce(): Promise<void> {
    const marker = join(this.options.folder, 'formatted');
    if (existsSync(marker)) return;
    await rm(this.dataFolder, { recursive: true, force: true });
    await this.writeConfiguration();
    const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    const tool = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', this.configuration];
    await execute(findProgram('java') ?? 'java', [...this.javaArguments(256), ...tool]);
    await writeFile(marker, clusterId);
  }

  private async writeConfiguration(): Promise<void> {
    const settings = {
      'process.roles': 'broker,controller',
      'node.id': 1,
      'controller.quorum.voters': `1@127.0.0.1:${this.controllerPort}`,
      listeners: `PLAINTEXT://127.0.0.1:${this.port},CONTROLLER://127.0.0.1:${this.controllerPort}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${this.port}`,
      'controller.listener.names': 'CONTROLLER',
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      'inter.broker.listener.name': 'PLAINTEXT',
      'log.dirs': this.dataFolder,
      'auto.create.topics.enable': false,
      'offsets.topic.replication.factor': 1,
      'offsets.topic.num.partitions': 8,
      'transaction.state.log.replication.factor': 1,
      'transaction.state.log.min.isr': 1,
      'share.coordinator.state.topic.replication.factor': 1,
      'share.coordinator.state.topic.min.isr': 1,
      'group.initial.rebalance.delay.ms': 0,
    };
    const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    await writeFile(this.configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
  }

  private deathOf(program: ChildProgram): Error | undefined {
    if (program.isAlive) return undefined;
    const log = join(this.options.folder, 'kafka.log');
    return new StackError('STACK.KAFKA_DIED', {
      fr: `Kafka s'est arrêté au démarrage ; voir ${log}`,
      en: `Kafka ended while starting; see ${log}`,
    });
  }
}
