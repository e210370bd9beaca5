import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import type { RecordBatch } from '../records/incoming-record.js';
import { Collected } from '../testing/collected.js';
import { FakeGroupClient } from '../testing/fake-group-client.js';
import { gate } from '../testing/gate.js';
import { GroupLife } from './group-life.js';
import type { GroupMember, GroupOptions, TopicPartition } from './group-member.js';

const settings = { brokers: [], clientId: 'test' };
let client: FakeGroupClient;

beforeEach(() => {
  client = new FakeGroupClient(topics.readings);
});

async function lifeOf(member: GroupMember, options: Partial<GroupOptions> = {}): Promise<GroupLife> {
  const life = new GroupLife({
    kafka: client.kafka(),
    clusterId: 'cluster',
    settings,
    member,
    options: { groupId: 'group', topics: [topics.readings], fromBeginning: true, commits: true, ...options },
  });
  await life.join();
  return life;
}

/** A handler that waits until it is let go. */
function held() {
  const batches = new Collected<RecordBatch>();
  const { passed, open } = gate();
  const handle = async (batch: RecordBatch) => {
    batches.add(batch);
    await passed;
  };
  return { batches, handle, release: open };
}

describe('a batch under way when the group is dealt out again', () => {
  it('is stale from then on, and neither committed nor passed over', async () => {
    const { batches, handle, release } = held();
    await lifeOf({ handle });
    const giving = client.give({ partition: 0, offsets: [1, 2] });
    const [batch] = await batches.count(1);
    expect(batch?.isStale()).toBe(false);
    client.join(0, 1);
    expect(batch?.isStale()).toBe(true);
    release();
    await giving;
    expect(client.commits).toEqual([]);
    expect(client.resolved).toEqual([]);
  });

  it('is stale when the group no longer knows the member', async () => {
    const { batches, handle, release } = held();
    await lifeOf({ handle });
    const giving = client.give({ partition: 0, offsets: [1] });
    const [batch] = await batches.count(1);
    client.heartbeat = () => Promise.reject(Object.assign(new Error(), { type: 'UNKNOWN_MEMBER_ID' }));
    await batch?.heartbeat();
    expect(batch?.isStale()).toBe(true);
    release();
    await giving;
    expect(client.commits).toEqual([]);
  });

  it('may still be finished and committed while a rebalance only begins', async () => {
    const { batches, handle, release } = held();
    await lifeOf({ handle });
    const giving = client.give({ partition: 0, offsets: [1] });
    const [batch] = await batches.count(1);
    client.heartbeat = () => Promise.reject(Object.assign(new Error(), { type: 'REBALANCE_IN_PROGRESS' }));
    await batch?.heartbeat();
    expect(batch?.isStale()).toBe(false);
    release();
    await giving;
    expect(client.commits).toEqual(['0:2']);
  });
});

describe('a batch whose handler fails', () => {
  const failing = { handle: () => Promise.reject(new Error('not yet')) };

  it('is not passed over, and its partition rests', async () => {
    const life = await lifeOf(failing);
    await client.give({ partition: 0, offsets: [1] });
    expect(client.resolved).toEqual([]);
    expect([...client.paused]).toEqual([0]);
    await life.stop(0);
  });

  it('does not keep its partition resting after a rebalance', async () => {
    const life = await lifeOf(failing);
    await client.give({ partition: 0, offsets: [1] });
    client.join(1);
    client.join(0, 1);
    expect([...client.paused]).toEqual([]);
    await life.stop(0);
  });

  it('rests twice as long after each failure in a row', async () => {
    jest.useFakeTimers({ doNotFake: ['performance', 'setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
      const life = await lifeOf(failing, { backOff: { firstMilliseconds: 100, longestMilliseconds: 300 } });
      for (const wait of [100, 200, 300, 300]) {
        await client.give({ partition: 0, offsets: [1] });
        jest.advanceTimersByTime(wait - 1);
        expect([...client.paused]).toEqual([0]);
        jest.advanceTimersByTime(1);
        expect([...client.paused]).toEqual([]);
      }
      random.mockRestore();
      jest.useRealTimers();
      await life.stop(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('commits', () => {
  it('never pass the end of the batch', async () => {
    await lifeOf({ handle: () => Promise.resolve({ commitUpTo: 1000n }) });
    await client.give({ partition: 0, offsets: [1, 2] });
    expect(client.commits).toEqual(['0:3']);
  });

  it('that fail are made up for by the next one', async () => {
    await lifeOf({ handle: () => Promise.resolve() });
    client.commit = () => Promise.reject(new Error('no coordinator'));
    await client.give({ partition: 0, offsets: [1] });
    client.commit = () => Promise.resolve();
    await client.give({ partition: 1, offsets: [7] });
    expect(client.commits).toEqual(['0:2', '1:8']);
  });

  it('are compared as numbers', async () => {
    const allowed = [9n, 10n, 9n];
    await lifeOf({ handle: () => Promise.resolve({ commitUpTo: allowed.shift() ?? 0n }) });
    for (const offset of [20, 21, 22]) await client.give({ partition: 0, offsets: [offset] });
    expect(client.commits).toEqual(['0:9', '0:10']);
  });
});

describe('an assignment', () => {
  it('is announced before its first batch, and again when that fails', async () => {
    const announced = new Collected<readonly TopicPartition[]>();
    const handled: number[] = [];
    const life = await lifeOf({
      assigned: async (partitions) => {
        announced.add(partitions);
        if (announced.items.length === 1) throw new Error('not yet');
      },
      handle: async ({ partition }) => void handled.push(partition),
    });
    await client.give({ partition: 0, offsets: [1] });
    expect(handled).toEqual([]);
    await client.give({ partition: 0, offsets: [1] });
    await client.give({ partition: 1, offsets: [1] });
    expect(handled).toEqual([0, 1]);
    expect(announced.items).toHaveLength(2);
    await life.stop(0);
  });

  it('tells which partitions are gone, and all of them at the end', async () => {
    const revoked: number[] = [];
    const life = await lifeOf({
      revoked: (partitions) => revoked.push(...partitions.map(({ partition }) => partition)),
      handle: () => Promise.resolve(),
    });
    client.join(1, 2);
    expect(revoked).toEqual([0]);
    await life.stop(0);
    expect(revoked).toEqual([0, 1, 2]);
  });

  it('sends a reader back to its own positions', async () => {
    const positions = new Map([[0, 5n]]);
    await lifeOf({
      positionOf: ({ partition }) => positions.get(partition),
      moved: ({ partition }, next) => positions.set(partition, next),
      handle: () => Promise.resolve(),
    });
    await client.give({ partition: 0, offsets: [5, 8] });
    client.skip(1, 41);
    client.join(0, 1);
    expect(client.seeks).toEqual(['0:5', '0:9', '1:42']);
  });
});

describe('stopping', () => {
  it('waits for the batch under way, commits it and takes no other', async () => {
    const { batches, handle, release } = held();
    const life = await lifeOf({ handle });
    const giving = client.give({ partition: 0, offsets: [1] });
    await batches.count(1);
    const stopping = life.stop(60_000);
    await client.give({ partition: 1, offsets: [1] });
    release();
    await Promise.all([giving, stopping]);
    expect(client.commits).toEqual(['0:2']);
    expect(batches.items).toHaveLength(1);
  });

  it('leaves a batch that takes too long uncommitted', async () => {
    const { batches, handle, release } = held();
    const life = await lifeOf({ handle });
    const giving = client.give({ partition: 0, offsets: [1] });
    const [batch] = await batches.count(1);
    await life.stop(0);
    expect(batch?.isStale()).toBe(true);
    release();
    await giving;
    expect(client.commits).toEqual([]);
  });
});

it('ends with the reason when the client gives up', async () => {
  const life = await lifeOf({ handle: () => Promise.resolve() });
  client.crash(new Error('gone'));
  await expect(life.ended).resolves.toThrow('gone');
});

describe('a client that says nothing', () => {
  it('is given up after two minutes, unless it reads or a batch is under way', async () => {
    jest.useFakeTimers({ doNotFake: ['performance', 'setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const { batches, handle, release } = held();
      const life = await lifeOf({ handle });
      let end: Error | undefined;
      void life.ended.then((error) => (end = error));
      const pass = async (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);
      await pass(100_000);
      client.fetched();
      await pass(100_000);
      const giving = client.give({ partition: 0, offsets: [1] });
      await batches.count(1);
      await pass(600_000);
      expect(end).toBeUndefined();
      release();
      await giving;
      await pass(150_000);
      expect(end).toBeInstanceOf(Error);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('a member of the group', () => {
  const watched = () => {
    const said: string[] = [];
    const member: GroupMember = {
      handle: async () => undefined,
      joined: (partitions) => said.push(`joined ${partitions.map(({ partition }) => partition).join()}`),
      heard: (millisecondsAgo) => said.push(`heard ${millisecondsAgo}`),
      left: () => said.push('left'),
    };
    return { said, member };
  };

  it('hears all its partitions at each join, before it hears that the group knows it', async () => {
    const { said, member } = watched();
    const life = await lifeOf(member);
    client.answered('SyncGroup', 7);
    client.join(1);
    expect(said).toEqual(['joined 0,1', 'heard Infinity', 'joined 1', 'heard 7']);
    await life.stop(0);
  });

  it('counts a heartbeat from when it was sent, and only a good one', async () => {
    const { said, member } = watched();
    const life = await lifeOf(member);
    said.length = 0;
    client.answered('Heartbeat', 4_000);
    expect(said).toEqual([]);
    client.beaten();
    client.answered('Fetch', 500);
    client.answered('Heartbeat', 3);
    client.beaten();
    expect(said).toEqual(['heard 4000', 'heard 3']);
    await life.stop(0);
  });

  it('has left before its client leaves the group', async () => {
    const { said, member } = watched();
    const life = await lifeOf(member);
    said.length = 0;
    client.leave = async () => void said.push('client gone');
    await life.stop(0);
    expect(said).toEqual(['left', 'client gone']);
  });
});
