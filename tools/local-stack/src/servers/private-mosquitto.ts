import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError } from '../console/stack.errors.js';
import { findProgram } from '../prerequisites/find-program.js';
import { ChildProgram } from './child-program.js';
import { freePort } from './free-port.js';
import { accessFile, brokerConfiguration, passwordFile, type BrokerAccount } from './mosquitto-files.js';
import { mqttAnswers } from './mqtt-answers.js';
import { startOnFreePorts } from './start-on-free-ports.js';
import { until } from './until.js';

export interface PrivateMosquittoOptions {
  /** Holds the sessions, the configuration and the log; made when it is missing. */
  readonly folder: string;
  readonly port?: number;
  readonly accounts: readonly BrokerAccount[];
}

/** An MQTT broker of our own on a loopback port, for the accounts it is given and nobody else. */
export class PrivateMosquitto {
  private constructor(
    private readonly folder: string,
    readonly port: number,
    readonly process: ChildProgram,
  ) {}

  static async start(options: PrivateMosquittoOptions): Promise<PrivateMosquitto> {
    const { folder, accounts } = options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, 'passwords'), passwordFile(accounts), { mode: 0o600 });
    await writeFile(join(folder, 'access'), accessFile(accounts), { mode: 0o600 });
    return startOnFreePorts(async () => {
      const port = await freePort(options.port);
      const configuration = join(folder, 'mosquitto.conf');
      await writeFile(configuration, brokerConfiguration(folder, port), { mode: 0o600 });
      const program = ChildProgram.start({
        name: 'mosquitto',
        command: findProgram('mosquitto') ?? 'mosquitto',
        args: ['-c', configuration],
        logFile: join(folder, 'mosquitto.log'),
      });
      const broker = new PrivateMosquitto(folder, port, program);
      await broker.answering();
      return broker;
    });
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  private async answering(): Promise<void> {
    const unless = (): Error | undefined => this.death();
    await until(() => mqttAnswers(this.port), { milliseconds: 20_000, unless });
    const death = this.death();
    if (death) throw death;
  }

  private death(): Error | undefined {
    if (this.process.isAlive) return undefined;
    const log = join(this.folder, 'mosquitto.log');
    return new StackError('STACK.MOSQUITTO_DIED', {
      fr: `Mosquitto s'est arrêté au démarrage ; voir ${log}`,
      en: `Mosquitto ended while starting; see ${log}`,
    });
  }
}
