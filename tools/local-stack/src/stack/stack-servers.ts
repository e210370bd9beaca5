import { join } from 'node:path';
import { PrivateKafka } from '../servers/private-kafka.js';
import { PrivateMariaDb } from '../servers/private-maria-db.js';
import { PrivateMosquitto } from '../servers/private-mosquitto.js';
import type { Ports } from './ports.js';
import type { Secrets } from './secrets.js';

interface Server {
  stop(): Promise<void>;
  readonly process: { killNow(): void };
}

export interface ServersNeed {
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** The folder of Kafka's jars. */
  readonly jars: string;
}

/** The servers under the services, which this project did not write. */
export class StackServers {
  private constructor(
    readonly mariaDb: PrivateMariaDb,
    readonly kafka: PrivateKafka,
    readonly mosquitto: PrivateMosquitto,
  ) {}

  /** All or none: what runs already is stopped when one of them does not come up. */
  static async start(folder: string, { ports, secrets, jars }: ServersNeed): Promise<StackServers> {
    const running: Server[] = [];
    const started = async <T extends Server>(starting: Promise<T>): Promise<T> => {
      const server = await starting;
      running.push(server);
      return server;
    };
    const place = async (name: string) => ({ folder: join(folder, name), port: await ports.take(name) });
    try {
      return new StackServers(
        await started(PrivateMariaDb.start(await place('mariadb'))),
        await started(PrivateKafka.start({ ...(await place('kafka')), jars })),
        await started(
          PrivateMosquitto.start({ ...(await place('mosquitto')), accounts: await brokerAccounts(secrets) }),
        ),
      );
    } catch (error) {
      await Promise.all(running.map((server) => server.stop()));
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((server) => server.stop()));
  }

  /** For the exit handler, where nothing can be awaited. */
  killNow(): void {
    for (const server of this.all) server.process.killNow();
  }

  private get all(): readonly Server[] {
    return [this.mosquitto, this.kafka, this.mariaDb];
  }
}

/** The connector reads what devices write; a device's own secret is in what it writes. */
async function brokerAccounts(secrets: Secrets) {
  return [
    {
      username: 'bms-connector',
      password: await secrets.keep('mqtt-connector-password'),
      access: 'read',
    },
    { username: 'devices', password: await secrets.keep('mqtt-devices-password'), access: 'write' },
  ] as const;
}
