import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TenantConnections } from '../data-sources/tenant-connections.js';
import { TenantDataSources } from '../data-sources/tenant-data-sources.js';
import {
  freshTenantDatabase,
  InMemoryDatabaseDirectory,
  type FreshTenantDatabase,
} from '../testing/index.js';
import { someEvent } from '../testing/journal-events.js';
import { EventJournal } from './event-journal.js';
import type { JournalEntry } from './journal-entry.js';
import { JournalRelay, type JournalRelayOptions } from './journal-relay.js';

const directory = new InMemoryDatabaseDirectory();
let tenants: FreshTenantDatabase[];
let sources: TenantDataSources;
let connections: TenantConnections;
let relays: JournalRelay[];
let published: { tenantId: number; entry: JournalEntry }[];
let lookAgain: () => void;

beforeAll(async () => {
  tenants = await Promise.all([freshTenantDatabase({ directory }), freshTenantDatabase({ directory })]);
});

afterAll(() => Promise.all(tenants.map((tenant) => tenant.drop())));

beforeEach(async () => {
  sources = new TenantDataSources(directory);
  connections = new TenantConnections(sources);
  relays = [];
  published = [];
  lookAgain = () => undefined;
  for (const { tenantId } of tenants) {
    await connections.inTransaction(tenantId, ({ manager }) => manager.query('DELETE FROM event_journal'));
  }
});

afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await sources.close();
});

function tenantAt(index: 0 | 1): number {
  return (tenants[index] as FreshTenantDatabase).tenantId;
}

function relayOf(options: Partial<JournalRelayOptions> = {}): JournalRelay {
  const relay = new JournalRelay({
    connections,
    streamTypes: ['battery', 'location'],
    tenants: () => [],
    publish: take,
    ...options,
  });
  relays.push(relay);
  relay.start();
  return relay;
}

function take(tenantId: number, entries: readonly JournalEntry[]): Promise<void> {
  published.push(...entries.map((entry) => ({ tenantId, entry })));
  lookAgain();
  return Promise.resolve();
}

/** Resolves when `count` different events were published. */
async function untilPublished(count: number): Promise<void> {
  while (new Set(published.map(({ entry }) => entry.eventId)).size < count) {
    await new Promise<void>((resolve) => (lookAgain = resolve));
  }
}

function append(
  tenantId: number,
  stream: { type: string; id: string },
  version: number,
  count = 1,
): Promise<unknown> {
  return connections.inTransaction(tenantId, (tx) =>
    new EventJournal(tx).append(
      stream,
      version,
      Array.from({ length: count }, () => someEvent()),
    ),
  );
}

async function unpublished(tenantId: number): Promise<number> {
  const rows: unknown[] = await connections.reading(tenantId, ({ manager }) =>
    manager.query('SELECT 1 FROM event_journal WHERE published_at IS NULL'),
  );
  return rows.length;
}

/** Holds up whoever passes until it is opened. */
function gate() {
  let reach = (): void => undefined;
  let open = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  const pass = (): Promise<void> => {
    reach();
    return opened;
  };
  return { reached, pass, open };
}

const battery = { type: 'battery', id: '1' };

describe('the relay', () => {
  it('publishes at once after a nudge, in order, once', async () => {
    const relay = relayOf({ batchSize: 2 });
    await append(tenantAt(0), battery, 0, 5);
    relay.nudge(tenantAt(0));
    await untilPublished(5);
    await relay.stop();
    expect(published.map(({ entry }) => entry.version)).toEqual([1, 2, 3, 4, 5]);
    expect(await unpublished(tenantAt(0))).toBe(0);
  });

  it('finds by its sweep what a crash left behind, of every tenant', async () => {
    await append(tenantAt(0), battery, 0);
    await append(tenantAt(1), battery, 0);
    relayOf({ tenants: () => tenants.map(({ tenantId }) => tenantId) });
    await untilPublished(2);
    expect(published.map(({ tenantId }) => tenantId).sort()).toEqual([tenantAt(0), tenantAt(1)].sort());
  });

  it('sweeps again and again', async () => {
    relayOf({ tenants: () => [tenantAt(0)], sweepMilliseconds: 5 });
    await append(tenantAt(0), battery, 0);
    await untilPublished(1);
    await append(tenantAt(0), battery, 1);
    await untilPublished(2);
  });

  it('leaves alone the streams of another service', async () => {
    await append(tenantAt(0), { type: 'alert', id: '1' }, 0);
    await append(tenantAt(0), battery, 0);
    relayOf().nudge(tenantAt(0));
    await untilPublished(1);
    await relays[0]?.stop();
    expect(published.map(({ entry }) => entry.stream.type)).toEqual(['battery']);
    expect(await unpublished(tenantAt(0))).toBe(1);
  });

  it('keeps what could not be published and tries again by itself', async () => {
    await append(tenantAt(0), battery, 0, 2);
    let refusals = 2;
    const errors: unknown[] = [];
    const relay = relayOf({
      publish: (tenantId, entries) =>
        refusals-- > 0 ? Promise.reject(new Error('broker away')) : take(tenantId, entries),
      onError: (_tenantId, error) => errors.push(error),
    });
    relay.nudge(tenantAt(0));
    await untilPublished(2);
    await relay.stop();
    expect(errors).toHaveLength(2);
    expect(published.map(({ entry }) => entry.version)).toEqual([1, 2]);
    expect(await unpublished(tenantAt(0))).toBe(0);
  });

  it('serves the others while one tenant is dead or its publishing hangs', async () => {
    const dead = 999_999;
    const hanging = gate();
    const failed: number[] = [];
    const relay = relayOf({
      publish: (tenantId, entries) => (tenantId === tenantAt(0) ? hanging.pass() : take(tenantId, entries)),
      onError: (tenantId) => failed.push(tenantId),
    });
    await append(tenantAt(0), battery, 0);
    await append(tenantAt(1), battery, 0);
    relay.nudge(dead);
    relay.nudge(tenantAt(0));
    await hanging.reached;
    relay.nudge(tenantAt(1));
    await untilPublished(1);
    expect(published[0]?.tenantId).toBe(tenantAt(1));
    expect(failed).toEqual([dead]);
    hanging.open();
  });

  it('publishes each event, in the order of its stream, with several relays and writers at work', async () => {
    const streams = Array.from({ length: 6 }, (_, index) => ({ type: 'battery', id: `s${index}` }));
    const team = Array.from({ length: 3 }, () =>
      relayOf({ batchSize: 3, tenants: () => [tenantAt(0)], sweepMilliseconds: 20 }),
    );
    const perStream = 8;
    const writing = streams.map(async (stream) => {
      for (let version = 0; version < perStream; version++) {
        await append(tenantAt(0), stream, version);
        team[version % team.length]?.nudge(tenantAt(0));
      }
    });
    await Promise.all([...writing, untilPublished(streams.length * perStream)]);
    await Promise.all(team.map((relay) => relay.stop()));
    for (const { id } of streams) {
      const versions = published
        .filter(({ entry }) => entry.stream.id === id)
        .map(({ entry }) => entry.version);
      const firstTimes = versions.filter((version, index) => versions.indexOf(version) === index);
      expect(firstTimes).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
    expect(await unpublished(tenantAt(0))).toBe(0);
  });

  it('does not let a later event of a stream overtake one that another relay holds', async () => {
    await append(tenantAt(0), battery, 0, 4);
    const holding = gate();
    const slow = relayOf({
      batchSize: 2,
      publish: (tenantId, entries) => holding.pass().then(() => take(tenantId, entries)),
    });
    slow.nudge(tenantAt(0));
    await holding.reached;
    const quick = relayOf({ batchSize: 2 });
    quick.nudge(tenantAt(0));
    await quick.stop();
    expect(published).toEqual([]);
    const stopped = slow.stop();
    holding.open();
    await stopped;
    relayOf().nudge(tenantAt(0));
    await untilPublished(4);
    expect(published.map(({ entry }) => entry.version)).toEqual([1, 2, 3, 4]);
  });
});
