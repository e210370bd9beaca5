import type { IncomingRecord, RecordBatch } from '@trackingbms/event-log';
import type { Clock } from '../clock/clock.js';
import type { CatchUpReader, IntakeObserver, StreamPlace } from './intake-ports.js';
import { PartitionLost, TenantHeldBack } from './intake.errors.js';
import { tenantOfKey } from './record-address.js';
import type { Slots } from './slots.js';
import type { LaneBatch } from './tenant-lane.js';

export interface CatchUpDependencies {
  readonly place: StreamPlace;
  readonly clock: Clock;
  readonly observer: IntakeObserver;
  readonly random: () => number;
  readonly reader: CatchUpReader;
  readonly catchUpSlots: Slots;
  readonly settings: { readonly firstProbe: number; readonly longestProbe: number };
  probe(): Promise<bigint>;
  apply(batch: LaneBatch): Promise<void>;
  /** Takes the tenant back when it has everything below the offset; answers whether it did. */
  handOver(upTo: bigint): boolean;
}

/**
 * A parked tenant's way back: wait, see whether its database answers, read on from its cursor beside the live loop, and
 * hand over once it has all that the live loop left out.
 */
export class CatchUp {
  #cursor: bigint;
  #failures = 0;

  constructor(
    private readonly tenantId: number,
    cursor: bigint,
    private readonly deps: CatchUpDependencies,
  ) {
    this.#cursor = cursor;
  }

  /** Everything of the tenant below is durable. */
  get cursor(): bigint {
    return this.#cursor;
  }

  /** Ends when the tenant is handed over or the signal is aborted. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.deps;
    for (let done = false; !done && !signal.aborted;) {
      await clock.sleep(this.#wait(), signal);
      if (signal.aborted) return;
      try {
        done = await this.#tryOnce(signal);
      } catch (error) {
        this.#report(error);
      }
      this.#failures += 1;
    }
  }

  #wait(): number {
    const { settings, random } = this.deps;
    const longest = Math.min(settings.firstProbe * 2 ** Math.min(this.#failures, 10), settings.longestProbe);
    return longest * (0.5 + random() / 2);
  }

  async #tryOnce(signal: AbortSignal): Promise<boolean> {
    this.#moveTo(await this.deps.probe());
    if (this.deps.handOver(this.#cursor)) return true;
    return this.deps.catchUpSlots.use(() => this.#readOn(signal));
  }

  async #readOn(closed: AbortSignal): Promise<boolean> {
    const { reader, place, handOver } = this.deps;
    const end = new AbortController();
    const stop = () => end.abort();
    closed.addEventListener('abort', stop, { once: true });
    let failure: unknown;
    let handedOver = false;
    const onBatch = async (batch: RecordBatch): Promise<void> => {
      if (end.signal.aborted) return;
      try {
        await this.#apply(batch);
        if ((handedOver = handOver(this.#cursor))) stop();
      } catch (error) {
        failure = error;
        stop();
      }
    };
    try {
      if (!closed.aborted)
        await reader.read({ fromOffset: this.#cursor, onBatch, signal: end.signal }, place);
    } finally {
      closed.removeEventListener('abort', stop);
    }
    if (failure !== undefined) throw failure;
    return handedOver;
  }

  async #apply(batch: RecordBatch): Promise<void> {
    const end = (batch.records.at(-1) as IncomingRecord).offset + 1n;
    const records = batch.records.filter(({ key }) => tenantOfKey(key) === this.tenantId);
    const { highWatermark } = batch;
    if (records.length > 0) {
      await this.deps.apply({ records, end, highWatermark, isStale: () => batch.isStale() });
      this.#failures = 0;
    }
    this.#moveTo(end);
  }

  #moveTo(offset: bigint): void {
    if (offset > this.#cursor) this.#cursor = offset;
  }

  /** That the tenant still has to wait is no news. */
  #report(error: unknown): void {
    if (error instanceof TenantHeldBack || error instanceof PartitionLost) return;
    const { tenantId } = this;
    const { partition } = this.deps.place;
    this.deps.observer.alarm('A parked tenant cannot catch up.', { tenantId, partition, error });
  }
}
