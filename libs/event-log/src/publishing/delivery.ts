import { EventsNotPublished, type NotPublishedReason } from './publishing.errors.js';
import type { PartitionQueue, Waiting } from './partition-queue.js';

/** One call of publish(): settles when all of its records have, or when its time is over. */
export class Delivery {
  readonly finished: Promise<void>;
  private readonly open = new Map<number, { entry: Waiting; queue: PartitionQueue }>();
  private readonly unpublished: number[] = [];
  private readonly timer: NodeJS.Timeout;
  private resolve!: () => void;
  private reject!: (error: EventsNotPublished) => void;

  constructor(timeoutMilliseconds: number) {
    this.finished = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.timer = setTimeout(() => this.giveUp(), timeoutMilliseconds);
  }

  track(place: number, entry: Waiting, queue: PartitionQueue): void {
    this.open.set(place, { entry, queue });
  }

  settle(place: number, acknowledged: boolean): void {
    if (!this.open.delete(place)) return;
    if (!acknowledged) this.unpublished.push(place);
    if (this.open.size === 0) this.finish();
  }

  private finish(reason: NotPublishedReason = 'TIMEOUT'): void {
    clearTimeout(this.timer);
    if (this.unpublished.length === 0) return this.resolve();
    this.reject(
      new EventsNotPublished(
        reason,
        this.unpublished.toSorted((left, right) => left - right),
      ),
    );
  }

  private giveUp(): void {
    for (const { entry, queue } of [...this.open.values()]) queue.abandonFrom(entry);
    for (const place of [...this.open.keys()]) this.settle(place, false);
  }
}
