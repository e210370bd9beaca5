import { AlertChangedMeanwhile } from '@trackingbms/alerts';
import type { IncomingRecord } from '@trackingbms/event-log';
import { ReadingAlreadyStored } from '@trackingbms/tenant-database';
import type { Clock } from '../clock/clock.js';
import type { FleetView, WatchedBattery } from '../fleet-view/watched-battery.js';
import { applyChunk } from './apply-chunk.js';
import type { BatteryMemory } from './battery-memory.js';
import type {
  DeadLetterPort,
  IntakeDatabase,
  IntakeObserver,
  IntakeStores,
  StreamPlace,
} from './intake-ports.js';
import { LetterNotSent, PartitionLost, TenantHeldBack, type HoldReason } from './intake.errors.js';
import { LetterBox } from './letter-box.js';
import { portions, type Portion } from './portions.js';
import { unknownBatteries } from './unknown-batteries.js';

export interface LaneSettings {
  /** Readings of one transaction. */
  readonly maxRows: number;
  /** How often a transaction is tried again after the database or another writer got in the way. */
  readonly attempts: number;
  /** ms a tenant or battery that is not known yet may take to become known. */
  readonly unknownGrace: number;
  /** Batteries kept in memory for one lane. */
  readonly maxBatteries: number;
}

export interface LaneDependencies {
  readonly database: IntakeDatabase;
  readonly deadLetters: DeadLetterPort;
  readonly fleet: FleetView;
  readonly clock: Clock;
  readonly observer: IntakeObserver;
  readonly random: () => number;
  readonly settings: LaneSettings;
}

/** Records of one tenant from one batch. */
export interface LaneBatch {
  readonly records: readonly IncomingRecord[];
  /** Offset after the batch they come from. */
  readonly end: bigint;
  readonly highWatermark: bigint;
  isStale(): boolean;
}

/**
 * One tenant on one partition: its work is done one after the other, and what is kept of it in memory is what its
 * database holds. Anything that goes wrong drops the memory, and the next work reads it again.
 */
export class TenantLane {
  #checkpoint: bigint | null = null;
  #memories = new Map<number, BatteryMemory>();
  #turn: Promise<unknown> = Promise.resolve();
  #abandoned = false;
  #askAll = false;
  #oneByOne = false;
  #unknownSince: number | null = null;
  readonly #refused = new Set<bigint>();
  readonly #letters: LetterBox;

  constructor(
    readonly tenantId: number,
    readonly place: StreamPlace,
    private readonly deps: LaneDependencies,
  ) {
    this.#letters = new LetterBox(deps, place, tenantId);
  }

  /**
   * Makes durable what of the records is not yet. Rejects with `TenantHeldBack` when the tenant has to wait, with
   * `PartitionLost` or `LetterNotSent` when the whole batch has to.
   */
  apply(batch: LaneBatch): Promise<void> {
    return this.#inTurn(() => this.#applyUntilDone(batch));
  }

  /** The tenant's checkpoint, read anew. Rejects with `TenantHeldBack` while its database is away. */
  probe(): Promise<bigint> {
    return this.#inTurn(async () => {
      this.#drop();
      if (this.deps.fleet.tenant(this.tenantId) !== 'known') return 0n;
      try {
        return await this.#loadedCheckpoint();
      } catch (error) {
        throw this.#heldBack(error);
      }
    });
  }

  /**
   * Runs other work of the tenant in one transaction that stands at the checkpoint the memory belongs to, and takes
   * over the memories it answers. `work` finds in `known` what is in memory.
   */
  change(work: LaneChange): Promise<void> {
    return this.#inTurn(async () => {
      try {
        const seen = await this.#loadedCheckpoint();
        const changed = await this.deps.database.inTransaction(this.tenantId, async (stores) => {
          await stores.checkpoints.hold(this.place, seen);
          return work(stores, this.#memories);
        });
        for (const [batteryId, memory] of changed) this.#memories.set(batteryId, memory);
      } catch (error) {
        this.#drop();
        throw error;
      }
    });
  }

  /** What is in memory of a battery, if anything is. */
  memoryOf(batteryId: number): BatteryMemory | undefined {
    return this.#memories.get(batteryId);
  }

  /** Drops all that is in memory once the work under way is done: somebody else has written to the database. */
  forget(): Promise<void> {
    return this.#inTurn(async () => this.#drop());
  }

  #drop(): void {
    this.#checkpoint = null;
    this.#memories = new Map();
  }

  /** Nothing of this lane counts any more: what it is still doing ends at its next step. */
  abandon(): void {
    this.#abandoned = true;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #applyUntilDone(batch: LaneBatch): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const refused = this.#refused.size;
      try {
        await this.#applyOnce(batch);
        break;
      } catch (error) {
        this.#drop();
        // Each record that is set aside is a step forward, however many there are.
        if (this.#refused.size > refused) attempt = 1;
        if (attempt >= this.deps.settings.attempts) throw this.#heldBack(error);
        await this.#prepareRetry(error, attempt);
      }
    }
    this.#askAll = false;
    this.#oneByOne = false;
    this.#refused.clear();
  }

  async #applyOnce(batch: LaneBatch): Promise<void> {
    const { records, end, highWatermark } = batch;
    if (!this.#isWritable()) return this.#rejectAll(records);
    const checkpoint = await this.#loadedCheckpoint();
    if (checkpoint > highWatermark) throw new TenantHeldBack('stream-made-anew');
    const open = records.filter(({ offset }) => offset >= checkpoint);
    const maxRows = this.#oneByOne ? 1 : this.deps.settings.maxRows;
    if (open.length === 0) return;
    for (const portion of portions(open, { maxRows, end, refused: this.#refused })) {
      this.#stayOwner(batch);
      await this.#applyPortion(portion);
      if (portion.blocked) throw new TenantHeldBack('from-the-future');
    }
  }

  #stayOwner(batch: LaneBatch): void {
    if (batch.isStale() || this.#abandoned) throw new PartitionLost();
  }

  /** Rejects while the tenant may still become known. */
  #isWritable(): boolean {
    const { fleet, clock, settings } = this.deps;
    const status = fleet.tenant(this.tenantId);
    if (status !== 'unknown') {
      this.#unknownSince = null;
      return status === 'known';
    }
    this.#unknownSince ??= clock.now();
    if (clock.now() - this.#unknownSince < settings.unknownGrace) throw new TenantHeldBack('tenant-unknown');
    return false;
  }

  async #rejectAll(records: readonly IncomingRecord[]): Promise<void> {
    const reason = this.deps.fleet.tenant(this.tenantId) === 'gone' ? 'TENANT_GONE' : 'TENANT_UNKNOWN';
    for (const record of records) await this.#letters.send(record, reason);
  }

  async #loadedCheckpoint(): Promise<bigint> {
    this.#checkpoint ??= await this.deps.database.inTransaction(this.tenantId, ({ checkpoints }) =>
      checkpoints.load(this.place),
    );
    return this.#checkpoint;
  }

  async #applyPortion(portion: Portion): Promise<void> {
    const { clock, database, observer, settings } = this.deps;
    const seen = await this.#loadedCheckpoint();
    if (portion.next <= seen) return;
    const started = clock.now();
    const unknown = await unknownBatteries(this.deps, this.tenantId, portion.decoded);
    const records = portion.decoded.filter(({ batteryId }) => !unknown.has(batteryId));
    await this.#sendLetters(portion, unknown);
    if (this.#memories.size > settings.maxBatteries) this.#memories = new Map();
    const chunk = { place: this.place, records, seen, next: portion.next };
    const context = { memories: this.#memories, battery: this.#watched, askAll: this.#askAll };
    const applied = await this.#refusable(portion, () =>
      database.inTransaction(this.tenantId, (stores) => applyChunk(stores, chunk, context)),
    );
    this.#checkpoint = portion.next;
    this.#letters.settled();
    for (const [batteryId, memory] of applied.memories) this.#memories.set(batteryId, memory);
    const { readings, alertEvents } = applied;
    observer.applied(this.tenantId, {
      records: records.length,
      readings,
      milliseconds: clock.now() - started,
    });
    if (alertEvents > 0) observer.alertsChanged(this.tenantId);
  }

  readonly #watched = (batteryId: number): WatchedBattery =>
    this.deps.fleet.battery(this.tenantId, batteryId) as WatchedBattery;

  /** One record at a time, the one that the database refuses for what it holds is the one to set aside. */
  async #refusable<T>({ decoded }: Portion, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const [only, ...others] = decoded;
      if (only && others.length === 0 && this.deps.database.classify(error) === 'poison') {
        this.#refused.add(only.record.offset);
      }
      throw error;
    }
  }

  async #sendLetters({ decoded, rejections }: Portion, unknown: ReadonlySet<number>): Promise<void> {
    for (const { record, reason } of rejections) await this.#letters.send(record, reason);
    for (const { batteryId, record } of decoded) {
      if (unknown.has(batteryId)) await this.#letters.send(record, 'BATTERY_UNKNOWN');
    }
  }

  /** Returns when the work may be tried again, rejects when it may not. */
  async #prepareRetry(error: unknown, attempt: number): Promise<void> {
    const { clock, random } = this.deps;
    if (error instanceof ReadingAlreadyStored) {
      this.#askAll = true;
      return;
    }
    const verdict = this.#classify(error);
    if (verdict === 'poison') {
      if (this.#oneByOne && this.#refused.size === 0) throw this.#heldBack(error);
      this.#oneByOne = true;
      return;
    }
    if (verdict !== 'retry-now') throw this.#heldBack(error);
    await clock.sleep(firstRetry * 2 ** Math.min(attempt, 6) * random());
  }

  #classify(error: unknown): ReturnType<IntakeDatabase['classify']> {
    if (error instanceof AlertChangedMeanwhile) return 'retry-now';
    return this.deps.database.classify(error);
  }

  #heldBack(error: unknown): Error {
    if (error instanceof TenantHeldBack || error instanceof PartitionLost || error instanceof LetterNotSent) {
      return error;
    }
    const reason = reasons[this.#classify(error)];
    if (reason === 'unexpected') {
      const { tenantId } = this;
      this.deps.observer.alarm('A tenant is held back by an error nobody foresaw.', { tenantId, error });
    }
    return new TenantHeldBack(reason, { cause: error });
  }
}

/** Work of a lane beside its records: answers the memories it has changed. */
export type LaneChange = (
  stores: IntakeStores,
  known: ReadonlyMap<number, BatteryMemory>,
) => Promise<ReadonlyMap<number, BatteryMemory>>;

/** ms */
const firstRetry = 10;

const reasons: Readonly<Record<ReturnType<IntakeDatabase['classify']>, HoldReason>> = {
  'retry-now': 'database',
  tenant: 'database',
  battery: 'fleet-behind',
  poison: 'unexpected',
  bug: 'unexpected',
};
