import {
  TenantDirectoryUnavailable,
  TenantUnknown,
  type DatabaseAccess,
  type DatabaseCoordinates,
  type DatabaseDirectory,
} from '@trackingbms/tenants';
import type { DataSource } from 'typeorm';
import { latestSchemaVersion, oldestUsableSchemaVersion } from '../migrations/schema-version.js';
import { BackOff } from './back-off.js';
import { isConnectionFailure } from './classify-database-error.js';
import { TenantUnavailable } from './data-sources.errors.js';
import { driverErrorOf } from './driver-error.js';
import { LeasedDataSource } from './leased-data-source.js';
import { openDataSource, type ConnectionSettings, type OpenDataSource } from './open-data-source.js';
import { WakeUps } from './wake-ups.js';

/** Times in milliseconds unless the name says otherwise. */
export interface TenantDataSourcesOptions extends ConnectionSettings {
  /** Data sources open at once, over all tenants. */
  readonly maxOpen: number;
  /** Closed after this time without a lease, give or take a quarter. */
  readonly idleMilliseconds: number;
  /** How long a lease may wait when all `maxOpen` data sources are in use. */
  readonly slotWaitMilliseconds: number;
  readonly now: () => number;
  readonly random: () => number;
  readonly open: (coordinates: DatabaseCoordinates, settings: ConnectionSettings) => Promise<OpenDataSource>;
}

const defaults: TenantDataSourcesOptions = {
  maxOpen: 200,
  idleMilliseconds: 60_000,
  slotWaitMilliseconds: 5000,
  connectionsPerTenant: 2,
  waitingPerTenant: 500,
  connectTimeoutMilliseconds: 1000,
  statementTimeoutMilliseconds: 5000,
  lockTimeoutSeconds: 3,
  now: Date.now,
  random: Math.random,
  open: openDataSource,
};

/**
 * The only way to a tenant's database. Opens a data source at its first lease, once however many ask at the same
 * time, keeps at most `maxOpen` of them, and never closes one that is leased unless its server is gone.
 */
export class TenantDataSources {
  readonly #options: TenantDataSourcesOptions;
  /** In order of use, the longest unused first. */
  readonly #open = new Map<string, LeasedDataSource>();
  /** Everything that may hold a connection, what is retired but still leased or closing included. */
  readonly #alive = new Set<LeasedDataSource>();
  readonly #slotFreed = new WakeUps();
  readonly #backOff: BackOff;
  #closed = false;

  constructor(
    private readonly directory: DatabaseDirectory,
    options: Partial<TenantDataSourcesOptions> = {},
  ) {
    this.#options = { ...defaults, ...options };
    this.#backOff = new BackOff(this.#options.now, this.#options.random);
  }

  /** Data sources that may hold connections now, those being closed included. */
  get openCount(): number {
    return this.#alive.size;
  }

  /**
   * Lends the data source while `work` runs; do not keep it longer. Rejects with {@link TenantUnavailable} when it
   * cannot be opened or its connection fails meanwhile, else with what `work` or the directory rejected with.
   */
  async lease<T>(
    tenantId: number,
    access: DatabaseAccess,
    work: (dataSource: DataSource) => Promise<T>,
  ): Promise<T> {
    const entry = await this.#borrow(tenantId, access);
    try {
      return await work(await this.#opened(entry, tenantId));
    } catch (error) {
      throw this.#failureOf(error, entry, tenantId);
    } finally {
      this.#giveBack(entry);
    }
  }

  /** The next lease asks the directory again: to be called when a tenant was moved or its password changed. */
  forget(tenantId: number): void {
    for (const access of ['owner', 'reader'] as const) {
      const entry = this.#open.get(keyOf(tenantId, access));
      if (!entry) continue;
      this.#retire(entry);
      if (entry.leases === 0) void this.#close(entry);
    }
  }

  /** Refuses new leases and resolves when all connections are closed. Running work loses its connection. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#alive].map((entry) => this.#evict(entry)));
  }

  async #borrow(tenantId: number, access: DatabaseAccess): Promise<LeasedDataSource> {
    const key = keyOf(tenantId, access);
    const deadline = this.#options.now() + this.#options.slotWaitMilliseconds;
    for (;;) {
      if (this.#closed) throw new TenantUnavailable(tenantId, 'closed');
      const known = this.#open.get(key);
      if (known) return this.#use(known);
      if (this.#backOff.isWaiting(key)) throw new TenantUnavailable(tenantId, 'backing-off');
      if (this.openCount < this.#options.maxOpen) return this.#use(this.#start(tenantId, access));
      if (!(await this.#freeSlot(deadline))) throw new TenantUnavailable(tenantId, 'busy');
    }
  }

  #use(entry: LeasedDataSource): LeasedDataSource {
    entry.leases++;
    entry.keepOpen();
    this.#open.delete(entry.key);
    this.#open.set(entry.key, entry);
    return entry;
  }

  #start(tenantId: number, access: DatabaseAccess): LeasedDataSource {
    const entry = new LeasedDataSource(keyOf(tenantId, access), this.#connect(tenantId, access));
    this.#alive.add(entry);
    return entry;
  }

  async #connect(tenantId: number, access: DatabaseAccess): Promise<OpenDataSource> {
    const coordinates = await this.directory.coordinatesOf(tenantId, access);
    if (!isUsableSchema(coordinates.schemaVersion)) throw new TenantUnavailable(tenantId, 'schema');
    return this.#options.open(coordinates, this.#options);
  }

  async #opened(entry: LeasedDataSource, tenantId: number): Promise<DataSource> {
    try {
      const dataSource = await entry.dataSource();
      this.#backOff.succeeded(entry.key);
      return dataSource;
    } catch (error) {
      if (!entry.retired) this.#backOff.failed(entry.key);
      this.#retire(entry);
      throw openingFailure(tenantId, error);
    }
  }

  #failureOf(error: unknown, entry: LeasedDataSource, tenantId: number): unknown {
    if (error instanceof TenantUnavailable) return error;
    if (driverErrorOf(error).poolFull) return new TenantUnavailable(tenantId, 'busy');
    if (!isConnectionFailure(error)) return error;
    // Those who wait in a dead pool would otherwise each wait for their own time-out.
    void this.#evict(entry);
    return new TenantUnavailable(tenantId, 'connection', { cause: error });
  }

  #giveBack(entry: LeasedDataSource): void {
    entry.leases--;
    if (entry.leases > 0) return;
    if (entry.retired) {
      void this.#close(entry);
    } else {
      const { idleMilliseconds, random } = this.#options;
      entry.closeWhenIdle(idleMilliseconds * (0.75 + random() / 2), () => this.#evict(entry));
    }
    this.#slotFreed.wake();
  }

  async #freeSlot(deadline: number): Promise<boolean> {
    const idle = [...this.#open.values()].find((entry) => entry.leases === 0);
    if (idle) await this.#evict(idle);
    else return this.#slotFreed.wait(deadline - this.#options.now());
    return true;
  }

  #evict(entry: LeasedDataSource): Promise<void> {
    this.#retire(entry);
    return this.#close(entry);
  }

  #retire(entry: LeasedDataSource): void {
    entry.retired = true;
    if (this.#open.get(entry.key) === entry) this.#open.delete(entry.key);
  }

  async #close(entry: LeasedDataSource): Promise<void> {
    await entry.close();
    this.#alive.delete(entry);
    this.#slotFreed.wake();
  }
}

function keyOf(tenantId: number, access: DatabaseAccess): string {
  return `${tenantId}/${access}`;
}

function isUsableSchema(version: number): boolean {
  // One version ahead is usable: databases are migrated before the services are replaced.
  return version >= oldestUsableSchemaVersion && version <= latestSchemaVersion('batteries') + 1;
}

function openingFailure(tenantId: number, error: unknown): unknown {
  if (error instanceof TenantUnavailable || error instanceof TenantUnknown) return error;
  if (error instanceof TenantDirectoryUnavailable)
    return new TenantUnavailable(tenantId, 'directory', { cause: error });
  const reason = isConnectionFailure(error) ? 'connection' : 'refused';
  return new TenantUnavailable(tenantId, reason, { cause: error });
}
