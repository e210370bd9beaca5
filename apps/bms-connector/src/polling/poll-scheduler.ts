import type { Clock } from './clock.js';
import { DueQueue } from './due-queue.js';
import type { LinkLanes } from './link-lanes.js';
import { firstWait, nextBeat, probeWait, type Cadence } from './poll-cadence.js';

/** What the scheduler has to know of a battery. */
export interface Scheduled {
  /** One for each battery. */
  readonly key: string;
  /** Batteries with the same link wait for each other. */
  readonly link: string;
  readonly cadence: Cadence;
}

/** Polls once and answers how many polls in a row have failed by now, 0 after a good one. Must not reject. */
export type Poll<T> = (target: T) => Promise<number>;

export interface SchedulerObserver {
  /** A poll came due while the one before was still waiting or under way. */
  skipped?(key: string): void;
  /** ms between when a poll was due and when it began. */
  began?(lateness: number): void;
}

interface Entry<T> {
  readonly target: T;
  /** Only the queue's entry for this time counts: older ones of the same battery are passed over. */
  due: number;
  busy: boolean;
}

/** Lets each battery be polled at its own interval, over one timer. */
export class PollScheduler<T extends Scheduled> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly queue = new DueQueue<Entry<T>>();
  private cancelTimer: () => void = () => undefined;
  private armedFor = Infinity;
  private stopped = false;

  constructor(
    private readonly parts: {
      readonly clock: Clock;
      readonly lanes: LinkLanes;
      readonly poll: Poll<T>;
      /** 0 to 1. */
      readonly random: () => number;
      readonly observer?: SchedulerObserver;
    },
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** Adds a battery or changes how it is polled; takes effect at once. */
  set(target: T): void {
    const { clock, random } = this.parts;
    const entry: Entry<T> = { target, due: 0, busy: false };
    this.entries.set(target.key, entry);
    this.schedule(entry, clock.now() + firstWait(target.cadence, random));
  }

  remove(key: string): void {
    this.entries.delete(key);
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer();
  }

  private schedule(entry: Entry<T>, at: number): void {
    entry.due = at;
    this.queue.add(at, entry);
    this.arm();
  }

  private arm(): void {
    const earliest = this.queue.earliest ?? Infinity;
    if (this.stopped || earliest >= this.armedFor) return;
    this.cancelTimer();
    this.armedFor = earliest;
    const wait = Math.max(0, earliest - this.parts.clock.now());
    this.cancelTimer = this.parts.clock.after(Math.ceil(wait), () => this.tick());
  }

  private tick(): void {
    this.armedFor = Infinity;
    const now = this.parts.clock.now();
    for (let next = this.queue.takeDue(now); next; next = this.queue.takeDue(now)) {
      const { at, item } = next;
      if (this.isCurrent(item) && item.due === at) this.fall(item, now);
    }
    this.arm();
  }

  private fall(entry: Entry<T>, now: number): void {
    const { due, target } = entry;
    this.schedule(entry, nextBeat(target.cadence, due, now, this.parts.random));
    if (entry.busy) {
      this.parts.observer?.skipped?.(target.key);
      return;
    }
    entry.busy = true;
    this.parts.lanes.submit(target.link, () => this.run(entry, due));
  }

  private async run(entry: Entry<T>, due: number): Promise<void> {
    const { clock, poll, random, observer } = this.parts;
    if (!this.isCurrent(entry)) return;
    observer?.began?.(clock.now() - due);
    const failures = await poll(entry.target);
    entry.busy = false;
    const { cadence } = entry.target;
    if (failures >= cadence.offlineAfter && this.isCurrent(entry)) {
      this.schedule(entry, clock.now() + probeWait(cadence, failures, random));
    }
  }

  private isCurrent(entry: Entry<T>): boolean {
    return !this.stopped && this.entries.get(entry.target.key) === entry;
  }
}
