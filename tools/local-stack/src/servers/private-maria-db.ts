import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { StackError } from '../console/stack.errors.js';
import { findProgram } from '../prerequisites/find-program.js';
import { ChildProgram } from './child-program.js';
import { freePort } from './free-port.js';
import { newSecret } from './new-secret.js';
import { startOnFreePorts } from './start-on-free-ports.js';
import { until } from './until.js';

const execute = promisify(execFile);

export interface PrivateMariaDbOptions {
  /** Holds the data, the log and the administrator's password; made when it is missing. */
  readonly folder: string;
  readonly port?: number;
  /** False for tests only: a crash of the machine, not of the server, may then lose the last second. */
  readonly durable?: boolean;
  readonly bufferPoolMegabytes?: number;
}

/** A MariaDB server of our own on a loopback port, with an administrator that only we know. */
export class PrivateMariaDb {
  readonly host = '127.0.0.1';
  readonly user = 'trackingbms_admin';
  private program: ChildProgram | undefined;

  private constructor(
    private readonly options: PrivateMariaDbOptions,
    readonly port: number,
    readonly password: string,
  ) {}

  static async start(options: PrivateMariaDbOptions): Promise<PrivateMariaDb> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    const password = await adminPassword(options.folder);
    return startOnFreePorts(async () => {
      const server = new PrivateMariaDb(options, await freePort(options.port), password);
      await server.installOnce();
      await server.restart();
      return server;
    });
  }

  get process(): ChildProgram {
    if (!this.program) throw new Error('MariaDB was not started');
    return this.program;
  }

  /** Starts the server again on the same port and data, after `kill` or `stop`. */
  async restart(): Promise<void> {
    const program = ChildProgram.start({
      name: 'mariadb',
      command: findProgram('mariadbd') ?? 'mariadbd',
      args: await this.serverArguments(),
      logFile: join(this.options.folder, 'mariadb.log'),
    });
    this.program = program;
    await until(() => this.ping(), { milliseconds: 60_000, unless: () => this.deathOf(program) });
    const death = this.deathOf(program);
    if (death) throw death;
  }

  stop(): Promise<void> {
    return this.process.stop(30_000);
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  private get dataFolder(): string {
    return join(this.options.folder, 'data');
  }

  private async installOnce(): Promise<void> {
    // The marker is written last, so that an installation cut short is done again from nothing.
    const marker = join(this.options.folder, 'installed');
    if (existsSync(marker)) return;
    const args = [
      '--no-defaults',
      `--datadir=${this.dataFolder}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ];
    await execute(findProgram('mariadb-install-db') ?? 'mariadb-install-db', [...args, ...asRoot()]);
    await writeFile(marker, new Date().toISOString());
  }

  private async serverArguments(): Promise<string[]> {
    const grants = join(this.options.folder, 'grants.sql');
    const account = `'${this.user}'@'127.0.0.1'`;
    // The server reads one statement a line. The install's own accounts without a password go.
    await writeFile(
      grants,
      `CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY '${this.password}';\n` +
        `GRANT ALL PRIVILEGES ON *.* TO ${account} WITH GRANT OPTION;\n` +
        `DELETE FROM mysql.global_priv WHERE User IN ('root', '');\nFLUSH PRIVILEGES;\n`,
      { mode: 0o600 },
    );
    const pool = this.options.bufferPoolMegabytes ?? 256;
    return [
      '--no-defaults',
      `--datadir=${this.dataFolder}`,
      `--port=${this.port}`,
      `--bind-address=${this.host}`,
      `--socket=${join(this.options.folder, 'socket')}`,
      `--init-file=${grants}`,
      `--innodb-flush-log-at-trx-commit=${this.options.durable === false ? 0 : 1}`,
      `--innodb-buffer-pool-size=${pool}M`,
      '--max-connections=500',
      '--character-set-server=utf8mb4',
      '--skip-name-resolve',
      '--local-infile=0',
      ...asRoot(),
    ];
  }

  private async ping(): Promise<void> {
    const { host, port, user, password } = this;
    const connection = await createConnection({ host, port, user, password, connectTimeout: 2_000 });
    await connection.end();
  }

  private deathOf(program: ChildProgram): Error | undefined {
    if (program.isAlive) return undefined;
    const log = join(this.options.folder, 'mariadb.log');
    return new StackError('STACK.MARIADB_DIED', {
      fr: `MariaDB s'est arrêtée au démarrage ; voir ${log}`,
      en: `MariaDB ended while starting; see ${log}`,
    });
  }
}

/** MariaDB refuses to run as root unless it is told so. */
const asRoot = (): string[] => (process.getuid?.() === 0 ? ['--user=root'] : []);

async function adminPassword(folder: string): Promise<string> {
  const file = join(folder, 'admin-password');
  if (existsSync(file)) return readFile(file, 'utf8');
  const password = newSecret();
  await writeFile(file, password, { mode: 0o600 });
  return password;
}
