import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { report } from '../console/progress.js';
import type { StackError } from '../console/stack.errors.js';
import type { Doors } from '../demo/doors.js';
import { downloadFolder } from '../folders.js';
import { ensurePrograms, mariaDbNeeds, mosquittoNeed } from '../prerequisites/debian-packages.js';
import { ensureKafkaJars, kafkaNeeds } from '../prerequisites/kafka-jars.js';
import type { PrivateKafka } from '../servers/private-kafka.js';
import type { PrivateMariaDb } from '../servers/private-maria-db.js';
import {
  serviceNames,
  settingsOf,
  type ServiceName,
  type ServicePorts,
  type Surroundings,
} from '../services/service-plan.js';
import { announce, SupervisedService } from '../services/supervised-service.js';
import { Ports } from './ports.js';
import { Secrets } from './secrets.js';
import { StackServers } from './stack-servers.js';

export interface LocalStackOptions {
  /** Everything the stack makes is below this folder. */
  readonly folder: string;
  /** Called when the stack cannot go on, for example because a service keeps dying. */
  readonly onFailure: (error: StackError) => void;
  /** More settings for a service, for tests that need shorter times. */
  readonly settings?: Partial<Record<ServiceName, Record<string, string>>>;
}

/** MariaDB, Kafka, Mosquitto and all services on one machine, without Docker. */
export class LocalStack {
  private readonly services = new Map<ServiceName, SupervisedService>();

  private constructor(
    private readonly options: LocalStackOptions,
    private readonly servers: StackServers,
    readonly around: Surroundings,
  ) {}

  static async start(options: LocalStackOptions): Promise<LocalStack> {
    await ensurePrograms([...mariaDbNeeds, ...kafkaNeeds(downloadFolder), mosquittoNeed]);
    const jars = await ensureKafkaJars(downloadFolder);
    await mkdir(join(options.folder, 'logs'), { recursive: true, mode: 0o700 });
    const ports = await Ports.open(options.folder);
    const secrets = await Secrets.open(join(options.folder, 'secrets'));
    report({
      fr: 'MariaDB, Kafka et Mosquitto : démarrage…',
      en: 'MariaDB, Kafka and Mosquitto: starting…',
    });
    const servers = await StackServers.start(options.folder, { ports, secrets, jars });
    const around = await surroundings(options.folder, servers, { ports, secrets });
    const stack = new LocalStack(options, servers, around);
    try {
      await ports.save();
      await stack.startServices();
    } catch (error) {
      await stack.stop();
      throw error;
    }
    return stack;
  }

  get mariaDb(): PrivateMariaDb {
    return this.servers.mariaDb;
  }

  get kafka(): PrivateKafka {
    return this.servers.kafka;
  }

  /** Where a demo enters. */
  get doors(): Doors {
    return {
      tenantManagerUrl: this.url('tenant-manager'),
      authUrl: this.url('auth'),
      gatewayUrl: this.gatewayUrl,
      mqttUrl: this.around.mqttUrl,
      secrets: this.around.secrets,
    };
  }

  get gatewayUrl(): string {
    return this.url('gateway');
  }

  url(service: ServiceName): string {
    return `http://127.0.0.1:${this.around.ports[service].http}`;
  }

  operationsUrl(service: ServiceName): string {
    return `http://127.0.0.1:${this.around.ports[service].operations}`;
  }

  service(name: ServiceName): SupervisedService {
    const service = this.services.get(name);
    if (!service) throw new Error(`${name} was not started`);
    return service;
  }

  /** Services first, newest first, so that what they hold is written; then the servers. */
  async stop(): Promise<void> {
    for (const service of [...this.services.values()].reverse()) await service.stop();
    await this.servers.stop();
  }

  /** For the exit handler, where nothing can be awaited. */
  killNow(): void {
    for (const service of this.services.values()) service.killNow();
    this.servers.killNow();
  }

  /** The first makes what the others need; those wait for each other by themselves. */
  private async startServices(): Promise<void> {
    const [first, ...others] = serviceNames;
    if (first) await this.startService(first);
    await Promise.all(others.map((name) => this.startService(name)));
  }

  private async startService(name: ServiceName): Promise<void> {
    const service = new SupervisedService(
      {
        name,
        environment: { ...settingsOf(name, this.around), ...this.options.settings?.[name] },
        operationsPort: this.around.ports[name].operations,
        logFile: join(this.options.folder, 'logs', `${name}.log`),
      },
      this.options.onFailure,
    );
    this.services.set(name, service);
    await service.start();
    announce(service);
  }
}

async function surroundings(
  folder: string,
  { mariaDb, kafka, mosquitto }: StackServers,
  { ports, secrets }: { ports: Ports; secrets: Secrets },
): Promise<Surroundings> {
  const { host, port, user, password } = mariaDb;
  const servers = [{ name: 'main', engine: 'mariadb', host, port, adminUser: user, adminPassword: password }];
  return {
    ports: await servicePorts(ports),
    kafkaBrokers: kafka.brokers,
    mqttUrl: mosquitto.url,
    databaseServersFile: await secrets.write('database-servers.json', JSON.stringify(servers)),
    secrets,
    spoolFolder: join(folder, 'spool'),
  };
}

const gatewayPort = 3000;

async function servicePorts(ports: Ports): Promise<Record<ServiceName, ServicePorts>> {
  const taken = {} as Record<ServiceName, ServicePorts>;
  for (const name of serviceNames) {
    taken[name] = {
      http: await ports.take(`${name}.http`, name === 'gateway' ? gatewayPort : undefined),
      operations: await ports.take(`${name}.operations`),
    };
  }
  return taken;
}
