import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { report } from '../console/progress.js';
import type { StackError } from '../console/stack.errors.js';
import type { Doors } from '../demo/doors.js';
import { downloadFolder } from '../folders.js';
import { ensurePrograms, mariaDbNeeds } from '../prerequisites/debian-packages.js';
import { ensureKafkaJars, kafkaNeeds } from '../prerequisites/kafka-jars.js';
import { PrivateKafka } from '../servers/private-kafka.js';
import { PrivateMariaDb } from '../servers/private-maria-db.js';
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

export interface LocalStackOptions {
  /** Everything the stack makes is below this folder. */
  readonly folder: string;
  /** Called when the stack cannot go on, for example because a service keeps dying. */
  readonly onFailure: (error: StackError) => void;
  /** More settings for a service, for tests that need shorter times. */
  readonly settings?: Partial<Record<ServiceName, Record<string, string>>>;
}

/** MariaDB, Kafka and all services on one machine, without Docker. */
export class LocalStack {
  private readonly services = new Map<ServiceName, SupervisedService>();

  private constructor(
    private readonly options: LocalStackOptions,
    readonly mariaDb: PrivateMariaDb,
    readonly kafka: PrivateKafka,
    readonly around: Surroundings,
  ) {}

  static async start(options: LocalStackOptions): Promise<LocalStack> {
    await ensurePrograms([...mariaDbNeeds, ...kafkaNeeds(downloadFolder)]);
    const jars = await ensureKafkaJars(downloadFolder);
    await mkdir(join(options.folder, 'logs'), { recursive: true, mode: 0o700 });
    const ports = await Ports.open(options.folder);
    const secrets = await Secrets.open(join(options.folder, 'secrets'));
    report({ fr: 'MariaDB et Kafka : démarrage…', en: 'MariaDB and Kafka: starting…' });
    const stack = await LocalStack.startServers(options, { ports, secrets, jars });
    await ports.save();
    try {
      await stack.startServices();
    } catch (error) {
      await stack.stop();
      throw error;
    }
    return stack;
  }

  private static async startServers(
    options: LocalStackOptions,
    { ports, secrets, jars }: { ports: Ports; secrets: Secrets; jars: string },
  ): Promise<LocalStack> {
    const place = (name: string): string => join(options.folder, name);
    const mariaDb = await PrivateMariaDb.start({
      folder: place('mariadb'),
      port: await ports.take('mariadb'),
    });
    try {
      const kafka = await PrivateKafka.start({
        folder: place('kafka'),
        jars,
        port: await ports.take('kafka'),
      });
      const { host, port, user, password } = mariaDb;
      const servers = [
        { name: 'main', engine: 'mariadb', host, port, adminUser: user, adminPassword: password },
      ];
      const around: Surroundings = {
        ports: await servicePorts(ports),
        kafkaBrokers: kafka.brokers,
        databaseServersFile: await secrets.write('database-servers.json', JSON.stringify(servers)),
        secrets,
        spoolFolder: place('spool'),
      };
      return new LocalStack(options, mariaDb, kafka, around);
    } catch (error) {
      await mariaDb.stop();
      throw error;
    }
  }

  /** Where a demo enters. */
  get doors(): Doors {
    return {
      tenantManagerUrl: this.url('tenant-manager'),
      authUrl: this.url('auth'),
      gatewayUrl: this.gatewayUrl,
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

  /** Services first, newest first, so that what they hold is written; then Kafka and the database. */
  async stop(): Promise<void> {
    for (const service of [...this.services.values()].reverse()) await service.stop();
    await Promise.all([this.kafka.stop(), this.mariaDb.stop()]);
  }

  /** For the exit handler, where nothing can be awaited. */
  killNow(): void {
    for (const service of this.services.values()) service.killNow();
    this.kafka.process.killNow();
    this.mariaDb.process.killNow();
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
