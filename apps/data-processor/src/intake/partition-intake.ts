import type { BatchOutcome, IncomingRecord, RecordBatch } from '@trackingbms/event-log';
import { CatchUp } from './catch-up.js';
import { eachAtMost, type Slots } from './slots.js';
import type { CatchUpReader, StreamPlace } from './intake-ports.js';
import { PartitionLost, TenantHeldBack, type HoldReason } from './intake.errors.js';
import { LetterBox } from './letter-box.js';
import { tenantOfKey } from './record-address.js';
import { TenantLane, type LaneBatch, type LaneDependencies, type LaneSettings } from './tenant-lane.js';

export interface IntakeSettings extends LaneSettings {
  /** Tenants of a batch that are written at the same time. */
  readonly tenantsAtOnce: number;
  /** ms a tenant's part of a batch may take while others wait for it; the second time in a row parks it. */
  readonly tenantBudget: number;
  /** ms after which a tenant's part is given up: its database does not answer. */
  readonly tenantDeadline: number;
  /** Parked tenants of a partition above which the whole partition waits instead. */
  readonly maxParked: number;
  /** ms before a parked tenant is tried again: the first wait, doubling up to the longest. */
  readonly firstProbe: number;
  readonly longestProbe: number;
}

export interface PartitionDependencies extends LaneDependencies {
  readonly reader: CatchUpReader;
  /** Catch-ups of the whole process share these. */
  readonly catchUpSlots: Slots;
  readonly settings: IntakeSettings;
}

/**
 * One partition of the readings topic from its assignment to its loss. Every tenant's records become durable in its own
 * database; a tenant that cannot take them is parked at its cursor and the others go on.
 */
export class PartitionIntake {
  /** Offset after the last batch begun: what lies below is the catch-up's of a parked tenant, the rest the live loop's. */
  #position = 0n;
  /** Since when silence on this partition means something, epoch ms; null while it is behind its head. */
  #listeningSince: number | null;
  readonly #lanes = new Map<number, TenantLane>();
  readonly #parked = new Map<number, CatchUp>();
  readonly #handedOverAt = new Map<number, number>();
  readonly #slow = new Set<number>();
  readonly #closed = new AbortController();
  readonly #letters: LetterBox;

  constructor(
    readonly place: StreamPlace,
    private readonly deps: PartitionDependencies,
  ) {
    this.#listeningSince = deps.clock.now();
    this.#letters = new LetterBox(deps, place);
  }

  /** Resolves with the offset below which every tenant has everything. */
  async take(batch: RecordBatch): Promise<BatchOutcome> {
    const end = (batch.records.at(-1) as IncomingRecord).offset + 1n;
    // Without a pause in between: who is live for this batch is decided at the moment the position passes it.
    this.#position = end;
    const { tenants, unaddressed } = groupByTenant(batch.records);
    const live = [...tenants].filter(([tenantId]) => !this.#parked.has(tenantId));
    for (const record of unaddressed) await this.#letters.send(record, 'KEY_INVALID');
    this.#letters.settled();
    await eachAtMost(this.deps.settings.tenantsAtOnce, live, async ([tenantId, records]) => {
      if (batch.isStale()) throw new PartitionLost();
      const { highWatermark } = batch;
      await this.#applyLive(
        tenantId,
        { records, end, highWatermark, isStale: () => batch.isStale() },
        live.length,
      );
      await batch.heartbeat();
    });
    if (batch.isStale()) throw new PartitionLost();
    this.#listen(end >= batch.highWatermark);
    return { commitUpTo: this.#lowestDurable(end) };
  }

  /** Ends the catch-ups. A batch under way sees for itself that it is stale. */
  close(): void {
    this.#closed.abort();
    for (const lane of this.#lanes.values()) lane.abandon();
  }

  get parkedTenants(): readonly number[] {
    return [...this.#parked.keys()];
  }

  /** The tenant's lane and since when its silence means something; undefined while that cannot be said. */
  listening(tenantId: number): { readonly lane: TenantLane; readonly since: number } | undefined {
    if (this.#closed.signal.aborted || this.#listeningSince === null || this.#parked.has(tenantId))
      return undefined;
    const since = Math.max(this.#listeningSince, this.#handedOverAt.get(tenantId) ?? 0);
    return { lane: this.#lane(tenantId), since };
  }

  /** Drops what is in memory of a tenant, because somebody else has written to its database. */
  async forget(tenantId: number): Promise<void> {
    await this.#lanes.get(tenantId)?.forget();
  }

  #listen(atHead: boolean): void {
    if (!atHead) this.#listeningSince = null;
    else this.#listeningSince ??= this.deps.clock.now();
  }

  #lowestDurable(end: bigint): bigint {
    let lowest = end;
    for (const { cursor } of this.#parked.values()) if (cursor < lowest) lowest = cursor;
    return lowest;
  }

  #lane(tenantId: number): TenantLane {
    let lane = this.#lanes.get(tenantId);
    if (lane === undefined)
      this.#lanes.set(tenantId, (lane = new TenantLane(tenantId, this.place, this.deps)));
    return lane;
  }

  async #applyLive(tenantId: number, batch: LaneBatch, tenants: number): Promise<void> {
    const { clock } = this.deps;
    const started = clock.now();
    try {
      await this.#withinDeadline(tenantId, batch);
    } catch (error) {
      if (!(error instanceof TenantHeldBack)) throw error;
      this.#park(tenantId, (batch.records[0] as IncomingRecord).offset, error.reason);
      return;
    }
    if (tenants > 1) this.#judgeSpeed(tenantId, clock.now() - started, batch);
  }

  /** A database that neither answers nor fails must not hold the others up: its lane is left to itself. */
  async #withinDeadline(tenantId: number, batch: LaneBatch): Promise<void> {
    const { clock, settings } = this.deps;
    const lane = this.#lane(tenantId);
    const done = new AbortController();
    const late = clock.sleep(settings.tenantDeadline, done.signal).then(() => {
      if (!done.signal.aborted) throw new TenantHeldBack('hanging');
    });
    const work = lane.apply(batch);
    try {
      await Promise.race([work, late]);
    } catch (error) {
      if (error instanceof TenantHeldBack && error.reason === 'hanging') {
        lane.abandon();
        this.#lanes.delete(tenantId);
        work.catch(() => undefined);
      }
      throw error;
    } finally {
      done.abort();
    }
  }

  /** Slow counts only where others wait; once may be an accident. */
  #judgeSpeed(tenantId: number, milliseconds: number, { end }: LaneBatch): void {
    const wasSlow = this.#slow.delete(tenantId);
    if (milliseconds <= this.deps.settings.tenantBudget) return;
    if (!wasSlow) this.#slow.add(tenantId);
    else if (this.#parked.size < this.deps.settings.maxParked) this.#park(tenantId, end, 'slow');
  }

  #park(tenantId: number, cursor: bigint, reason: HoldReason): void {
    const { observer, settings } = this.deps;
    if (this.#closed.signal.aborted) throw new PartitionLost();
    // So many at once is a server, not a tenant: the partition waits, and its batch comes again.
    if (this.#parked.size >= settings.maxParked) throw new TenantHeldBack(reason);
    observer.parked(tenantId, this.place.partition, reason);
    const catchUp = new CatchUp(tenantId, cursor, {
      ...this.deps,
      place: this.place,
      probe: () => this.#lane(tenantId).probe(),
      apply: (batch) => this.#withinDeadline(tenantId, batch),
      handOver: (upTo) => this.#handOver(tenantId, upTo),
    });
    this.#parked.set(tenantId, catchUp);
    void catchUp.run(this.#closed.signal);
  }

  /**
   * Gives a tenant that has everything below `upTo` back to the live loop, and answers whether it did. No gap: the
   * position is the end of the last batch begun, so what the live loop left out of its batches lies below it and is
   * durable, and the next batch begins at it or, after a failure, before it. No double: the live loop skips what is
   * below the tenant's checkpoint, which moves by compare-and-set only. The comparison and the change are one step:
   * no batch can begin between them.
   */
  #handOver(tenantId: number, upTo: bigint): boolean {
    if (this.#closed.signal.aborted || upTo < this.#position) return false;
    this.#parked.delete(tenantId);
    this.#handedOverAt.set(tenantId, this.deps.clock.now());
    this.deps.observer.resumed(tenantId, this.place.partition);
    return true;
  }
}

function groupByTenant(records: readonly IncomingRecord[]) {
  const tenants = new Map<number, IncomingRecord[]>();
  const unaddressed: IncomingRecord[] = [];
  for (const record of records) {
    const tenantId = tenantOfKey(record.key);
    const group = tenants.get(tenantId);
    if (tenantId === 0) unaddressed.push(record);
    else if (group) group.push(record);
    else tenants.set(tenantId, [record]);
  }
  return { tenants, unaddressed };
}
