import { dockerAnswers } from './docker.js';
import { startLocalKafka, startLocalMariaDb } from './local-servers.js';

export interface TestMariaDb {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  stop(): Promise<void>;
}

export interface TestKafka {
  /** `host:port`, several separated by commas. */
  readonly brokers: string;
  stop(): Promise<void>;
}

/** `TEST_SERVICES=docker|local` forces one kind; otherwise Docker where its engine answers, private processes elsewhere. */
async function kindOfServers(): Promise<'docker' | 'local'> {
  const forced = process.env['TEST_SERVICES'];
  if (forced === 'docker' || forced === 'local') return forced;
  return (await dockerAnswers()) ? 'docker' : 'local';
}

/** A MariaDB that answers, or a rejection: tests never go on without one. */
export async function startMariaDb(): Promise<TestMariaDb> {
  if ((await kindOfServers()) === 'local') return startLocalMariaDb();
  return (await import('./container-servers.js')).startContainerMariaDb();
}

/** A Kafka broker that answers, or a rejection: tests never go on without one. */
export async function startKafka(): Promise<TestKafka> {
  if ((await kindOfServers()) === 'local') return startLocalKafka();
  return (await import('./container-servers.js')).startContainerKafka();
}
