import { EventsNotPublished, type EventSink, type OutgoingEvent } from '@trackingbms/event-log';
import { EventsRefused } from './events-refused.errors.js';
import type { Spool } from './spool.js';

/** What the outlet needs of a spool. */
export type EventSpool = Pick<Spool, 'isEmpty' | 'append' | 'peek' | 'advanceTo' | 'close'>;

export interface OutletObserver {
  /** Events that the log has acknowledged. */
  published?(events: number): void;
  /** Events that the log will never take; they are dropped. */
  refused?(event: OutgoingEvent, error: unknown): void;
  /** The log does not take events: they go to the spool until it does again. */
  spooling?(error: unknown): void;
  /** The spool is empty again. */
  caughtUp?(): void;
}

export interface OutletOptions {
  /** Events in one call of the sink. */
  readonly batchSize: number;
  /** Pauses between attempts while the log is away; the last one goes on. */
  readonly pausesMilliseconds: readonly number[];
  /** Everything is on the disk before it is sent, so that a kill loses nothing; else only what the log does not take. */
  readonly spoolFirst: boolean;
  /** ms between two calls of the sink that are not full, so that what comes meanwhile goes together. */
  readonly gatherMilliseconds: number;
}

const defaults: OutletOptions = {
  batchSize: 500,
  pausesMilliseconds: [250, 500, 1_000, 2_000, 5_000],
  spoolFirst: false,
  gatherMilliseconds: 0,
};

/**
 * Takes events over for good: to the log at once, or through the spool while the log is away or slow. Events leave in
 * the order in which they came, so those of one battery never overtake each other. Nothing is tried twice at once.
 */
export class EventOutlet {
  private readonly options: OutletOptions;
  private buffer: OutgoingEvent[] = [];
  private wake: () => void = () => undefined;
  private closing = false;
  private failures = 0;
  private behind = false;
  private worker: Promise<void> | undefined;
  private spilling: Promise<void> = Promise.resolve();

  constructor(
    private readonly sink: EventSink,
    private readonly spool: EventSpool,
    private readonly observer: OutletObserver = {},
    options: Partial<OutletOptions> = {},
  ) {
    this.options = { ...defaults, ...options };
  }

  start(): void {
    this.behind = !this.spool.isEmpty;
    this.worker ??= this.work();
  }

  /** Never fails and never waits: while the log is away, what comes goes to the disk at once. */
  send(events: readonly OutgoingEvent[]): void {
    this.buffer.push(...events);
    if (this.options.spoolFirst || !this.spool.isEmpty) void this.spill();
    this.wake();
  }

  /** Ends the sending; what is not acknowledged by then is on the disk. */
  async close(): Promise<void> {
    this.closing = true;
    this.wake();
    await this.worker;
    await this.spill();
    await this.spool.close();
  }

  private async work(): Promise<void> {
    while (!this.closing) {
      if (!this.spool.isEmpty) await this.sendSpooled();
      else if (this.buffer.length > 0) await this.sendFresh();
      else await this.pause();
    }
    if (this.failures === 0) await this.sendFresh();
  }

  /** Everything that came goes behind what is spooled already. */
  private spill(): Promise<void> {
    this.spilling = this.spilling.then(async () => {
      const events = this.buffer;
      this.buffer = [];
      if (events.length === 0) return;
      await this.spool.append(events.map((event) => Buffer.from(JSON.stringify(event))));
      this.wake();
    });
    return this.spilling;
  }

  private async sendFresh(): Promise<void> {
    await this.spilling;
    // What came before may have gone to the disk meanwhile: it goes first.
    if (!this.spool.isEmpty) return;
    const batch = this.buffer.splice(0, this.options.batchSize);
    if (batch.length === 0) return;
    const left = await this.attempt(batch);
    if (left.length === 0) return;
    this.buffer.unshift(...left);
    await this.spill();
    await this.pause(this.nextPause());
  }

  private async sendSpooled(): Promise<void> {
    await this.spill();
    const records = await this.spool.peek(this.options.batchSize);
    const last = records.at(-1);
    if (!last) return;
    const sent = await this.sendUntilTaken(records.map(({ payload }) => eventOf(payload)));
    if (!sent) return;
    await this.spool.advanceTo(last.sequence + 1);
    if (this.spool.isEmpty && this.behind) {
      this.behind = false;
      this.observer.caughtUp?.();
    }
    const { batchSize, gatherMilliseconds } = this.options;
    if (gatherMilliseconds > 0 && records.length < batchSize) await this.pause(gatherMilliseconds);
  }

  /** False when the outlet closed before the log had taken them all. */
  private async sendUntilTaken(events: OutgoingEvent[]): Promise<boolean> {
    let left = events;
    while (!this.closing) {
      left = await this.attempt(left);
      if (left.length === 0) return true;
      await this.spill();
      await this.pause(this.nextPause());
    }
    return false;
  }

  /** Answers the events that have to be sent again, in their order. */
  private async attempt(events: OutgoingEvent[]): Promise<OutgoingEvent[]> {
    try {
      await this.sink.publish(events);
      this.failures = 0;
      this.observer.published?.(events.length);
      return [];
    } catch (error) {
      if (error instanceof EventsRefused && namesAny(events, error)) return this.withoutNamed(events, error);
      if (isForGood(error)) return this.withoutRefused(events, error);
      this.fail(error);
      return error instanceof EventsNotPublished ? unpublishedOf(events, error) : events;
    }
  }

  private fail(error: unknown): void {
    this.behind = true;
    this.failures += 1;
    if (this.failures === 1) this.observer.spooling?.(error);
  }

  private async withoutNamed(events: OutgoingEvent[], { reasons }: EventsRefused): Promise<OutgoingEvent[]> {
    const left = events.filter((_, place) => !reasons.has(place));
    for (const [place, event] of events.entries()) {
      const reason = reasons.get(place);
      if (reason !== undefined) this.observer.refused?.(event, reason);
    }
    return left.length > 0 ? this.attempt(left) : [];
  }

  /** The sink refuses a whole call for one wrong event: the others must not suffer for it. */
  private async withoutRefused(events: OutgoingEvent[], error: unknown): Promise<OutgoingEvent[]> {
    const [first] = events;
    if (events.length === 1 && first) {
      this.observer.refused?.(first, error);
      return [];
    }
    const middle = Math.ceil(events.length / 2);
    const left = await this.attempt(events.slice(0, middle));
    return left.length > 0 ? [...left, ...events.slice(middle)] : this.attempt(events.slice(middle));
  }

  private nextPause(): number {
    const { pausesMilliseconds } = this.options;
    return pausesMilliseconds[Math.min(this.failures, pausesMilliseconds.length) - 1] ?? 0;
  }

  /** Without a time: until something comes. With one: that long, whatever comes, unless the outlet closes. */
  private async pause(milliseconds?: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
      this.wake = () => {
        if (milliseconds !== undefined && !this.closing) return;
        clearTimeout(timer);
        resolve();
      };
      if (this.closing) this.wake();
    });
    this.wake = () => undefined;
  }
}

const eventOf = (payload: Buffer): OutgoingEvent => JSON.parse(payload.toString('utf8')) as OutgoingEvent;

/** A refusal that names none of them cannot make the call any smaller: it is tried again like one that passes. */
const namesAny = (events: readonly OutgoingEvent[], { reasons }: EventsRefused): boolean =>
  events.some((_, place) => reasons.has(place));

/** Events that are wrong in themselves: sending them again cannot help. */
function isForGood(error: unknown): boolean {
  const { transient, code } = error as { readonly transient?: boolean; readonly code?: string };
  return transient !== true && (code ?? '').startsWith('EVENT.');
}

function unpublishedOf(events: OutgoingEvent[], error: EventsNotPublished): OutgoingEvent[] {
  const places = new Set(error.unpublished);
  return events.filter((_, place) => places.has(place));
}
