import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/index.js';
import { someEvent } from '../testing/journal-events.js';
import { EventJournal } from './event-journal.js';
import { EventAlreadyRecorded, StreamVersionConflict } from './journal.errors.js';

let fresh: FreshTenantDatabase;
let lastStream = 0;

beforeAll(async () => {
  fresh = await freshTenantDatabase();
});

afterAll(() => fresh.drop());

function withJournal<T>(work: (journal: EventJournal) => Promise<T>): Promise<T> {
  return fresh.connections.inTransaction(fresh.tenantId, (tx) => work(new EventJournal(tx)));
}

function newStream() {
  return { type: 'battery', id: String(++lastStream) };
}

describe('the journal', () => {
  it('gives back what was appended, in order, with everything that was said about it', async () => {
    const stream = newStream();
    const first = someEvent({ payload: { name: 'Éclairage "1"', volts: 51.2, none: null, list: [1, [2]] } });
    const second = someEvent({
      occurredAt: Date.UTC(2026, 2, 8, 7, 30, 0, 123),
      actor: 'user/7',
      correlationId: 'request-1',
      causationId: first.eventId,
      schemaVersion: 2,
    });
    const appended = await withJournal((journal) => journal.append(stream, 0, [first, second]));
    expect(appended.map(({ version }) => version)).toEqual([1, 2]);
    const loaded = await withJournal((journal) => journal.load(stream));
    expect(loaded).toEqual(appended);
    expect(loaded[1]).toMatchObject({ ...second, stream });
    expect(loaded[1]?.position).toBeGreaterThan(loaded[0]?.position ?? Infinity);
  });

  it('is empty for a stream that nobody began', async () => {
    expect(await withJournal((journal) => journal.load(newStream()))).toEqual([]);
  });

  it('appends nothing when there is nothing to append', async () => {
    expect(await withJournal((journal) => journal.append(newStream(), 0, []))).toEqual([]);
  });

  it.each([
    ['new', 0, 1],
    ['behind', 1, 2],
    ['ahead', 3, 2],
    ['not there', 1, 0],
  ])('refuses a decision made on another version: %s', async (_name, expectedVersion, events) => {
    const stream = newStream();
    await withJournal((journal) =>
      journal.append(
        stream,
        0,
        Array.from({ length: events }, () => someEvent()),
      ),
    );
    await expect(
      withJournal((journal) => journal.append(stream, expectedVersion, [someEvent()])),
    ).rejects.toMatchObject({ name: 'StreamVersionConflict', stream, expectedVersion });
    expect(await withJournal((journal) => journal.load(stream))).toHaveLength(events);
  });

  it('says that an event is known when its id is', async () => {
    const event = someEvent();
    await withJournal((journal) => journal.append(newStream(), 0, [event]));
    await expect(withJournal((journal) => journal.append(newStream(), 0, [event]))).rejects.toThrow(
      EventAlreadyRecorded,
    );
  });

  it('appends to many streams at once, all or none', async () => {
    const [a, b, c] = [newStream(), newStream(), newStream()];
    await withJournal((journal) => journal.append(b, 0, [someEvent()]));
    const entries = await withJournal((journal) =>
      journal.appendAll([
        { stream: a, expectedVersion: 0, events: [someEvent(), someEvent()] },
        { stream: b, expectedVersion: 1, events: [someEvent()] },
      ]),
    );
    expect(entries.map(({ stream, version }) => [stream.id, version])).toEqual([
      [a.id, 1],
      [a.id, 2],
      [b.id, 2],
    ]);
    const conflict = withJournal((journal) =>
      journal.appendAll([
        { stream: c, expectedVersion: 0, events: [someEvent()] },
        { stream: b, expectedVersion: 1, events: [someEvent()] },
      ]),
    );
    await expect(conflict).rejects.toThrow(StreamVersionConflict);
    expect(await withJournal((journal) => journal.load(c))).toEqual([]);
  });

  it('lets one of ten through who decided on the same version, and has no hole afterwards', async () => {
    const stream = newStream();
    const append = async () => {
      const loaded = await withJournal((journal) => journal.load(stream));
      await withJournal((journal) => journal.append(stream, loaded.length, [someEvent()]));
    };
    let done = 0;
    while (done < 10) {
      const outcomes = await Promise.allSettled(Array.from({ length: 10 - done }, append));
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') done++;
        else expect(outcome.reason).toBeInstanceOf(StreamVersionConflict);
      }
    }
    const versions = (await withJournal((journal) => journal.load(stream))).map(({ version }) => version);
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
