import { EventsNotPublished, type EventSink, type OutgoingEvent } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { inTemporaryDirectory } from './temporary-directory.js';
import { EventOutlet, type EventSpool, type OutletOptions } from '../spool/event-outlet.js';
import type { SpooledRecord } from '../spool/spool-head.js';
import { Spool } from '../spool/spool.js';

export const event = (id: number): OutgoingEvent => ({
  topic: topics.readings,
  key: `1/${id % 3}`,
  tenantId: 1,
  partitionBy: 'battery',
  id: String(id),
  type: 'test',
  source: '/test',
  time: '2026-01-01T00:00:00.000Z',
  data: { id },
});

export class TestSink implements EventSink {
  readonly taken: number[] = [];
  calls = 0;
  answer: (events: readonly OutgoingEvent[]) => void | Promise<void> = () => undefined;

  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    this.calls += 1;
    await this.answer(events);
    this.taken.push(...events.map(({ id }) => Number(id)));
  }
}

export const away = () => {
  throw new EventsNotPublished('UNAVAILABLE', [0]);
};
export const allAway = (events: readonly OutgoingEvent[]) => {
  throw new EventsNotPublished('TIMEOUT', [...events.keys()]);
};
export async function outletWith(
  work: (parts: {
    outlet: EventOutlet;
    sink: TestSink;
    spool: Spool;
    seen: string[];
    reopen(): Promise<Spool>;
  }) => Promise<void>,
  over: Partial<OutletOptions> = {},
): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const settings = { directory, maxBytes: 8 * 1024 * 1024, whenFull: 'drop-oldest' as const };
    const spool = await Spool.open(settings);
    const sink = new TestSink();
    const seen: string[] = [];
    const outlet = new EventOutlet(
      sink,
      spool,
      {
        refused: ({ id }) => seen.push(`refused ${id}`),
        spooling: () => seen.push('spooling'),
        caughtUp: () => seen.push('caught up'),
      },
      { pausesMilliseconds: [1], batchSize: 10, ...over },
    );
    outlet.start();
    try {
      await work({ outlet, sink, spool, seen, reopen: () => Spool.open(settings) });
    } finally {
      await outlet.close();
    }
  });
}

/** A spool in memory whose every step takes a random number of turns. */
export class SlowSpool implements EventSpool {
  private records: SpooledRecord[] = [];
  private next = 0;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly turns: () => number) {}

  get isEmpty(): boolean {
    return this.records.length === 0;
  }
  append = (payloads: readonly Buffer[]) =>
    this.inTurn(() => payloads.forEach((payload) => this.records.push({ sequence: this.next++, payload })));
  peek = (most: number) => this.inTurn(() => this.records.slice(0, most));
  advanceTo = (sequence: number) =>
    this.inTurn(() => {
      this.records = this.records.filter((record) => record.sequence >= sequence);
    });
  close = () => Promise.resolve();

  private inTurn<T>(work: () => T): Promise<T> {
    const result = this.turn.then(async () => {
      await turnsPass(this.turns());
      return work();
    });
    this.turn = result;
    return result;
  }
}

export async function turnsPass(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
