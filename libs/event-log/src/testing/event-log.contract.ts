import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  deadLetterTopic,
  decodeEvent,
  EventNotValid,
  topics,
  type TopicName,
} from '@trackingbms/message-contracts';
import type { BatchConsumerOptions } from '../consuming/batch-consumer.js';
import { StreamGap } from '../reading/stream-gap.errors.js';
import type { IncomingRecord, RecordBatch } from '../records/incoming-record.js';
import { Collected } from './collected.js';
import type { EventLogUnderTest } from './event-log-under-test.js';
import type { StartsAndStops } from './in-memory-event-log.js';
import { deviceConnected, locationEntry } from './sample-events.js';

export interface EventLogSetUp {
  /** With the topics for readings and fleet, empty. */
  open(): Promise<EventLogUnderTest>;
  close(): Promise<void>;
}

const idOf = ({ headers }: IncomingRecord): string => headers.ce_id ?? '';

/** What every event log promises to those who publish and read. */
export function eventLogContract(name: string, { open, close }: EventLogSetUp): void {
  describe(`${name} as an event log`, () => {
    let log: EventLogUnderTest;
    let readers: StartsAndStops[];

    beforeEach(async () => {
      log = await open();
      readers = [];
      await log.connect();
    });
    afterEach(async () => {
      await Promise.all(readers.map((reader) => reader.stop()));
      await log.disconnect();
      await close();
    });

    const started = async <Reader extends StartsAndStops>(reader: Reader): Promise<Reader> => {
      readers.push(reader);
      await reader.start();
      return reader;
    };
    const consumer = (options: Partial<BatchConsumerOptions> & Pick<BatchConsumerOptions, 'handler'>) =>
      log.batchConsumer({ groupId: 'group', topics: [topics.readings], fromBeginning: true, ...options });
    const publishIds = (tenantId: number, ...ids: string[]) =>
      log.publish(ids.map((id) => deviceConnected(tenantId, 1, id)));
    const idsInto = (seen: Collected<string>) => async (batch: RecordBatch) =>
      seen.add(...batch.records.map(idOf));

    it('keeps the events of one battery on one partition and in order', async () => {
      const seen = new Collected<{ id: string; partition: number }>();
      await publishIds(5, 'a', 'b');
      await publishIds(5, 'c');
      await started(
        consumer({
          handler: async ({ records, partition }) =>
            seen.add(...records.map((record) => ({ id: idOf(record), partition }))),
        }),
      );
      const items = await seen.count(3);
      expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
      expect(new Set(items.map(({ partition }) => partition)).size).toBe(1);
    });

    it('gives what was published, byte for byte', async () => {
      const seen = new Collected<IncomingRecord>();
      const event = { ...deviceConnected(5, 1, 'a'), correlationId: 'asked', traceparent: '00-0af7-b7ad-01' };
      await log.publish([event]);
      await started(consumer({ handler: async ({ records }) => seen.add(...records) }));
      const [record] = await seen.count(1);
      expect(record).toMatchObject({ key: '5/1', offset: 0n });
      const { id, type, source, time, tenantId, correlationId, traceparent, data } = event;
      expect(decodeEvent(record as IncomingRecord)).toEqual({
        ok: true,
        event: { id, type, source, time, tenantId, correlationId, traceparent, data },
      });
    });

    it('takes none of the events when one of them is not valid', async () => {
      const wrong = { ...deviceConnected(5, 1, 'b'), data: { batteryId: 0 } };
      await expect(log.publish([deviceConnected(5, 1, 'a'), wrong])).rejects.toThrow(EventNotValid);
      await publishIds(5, 'c');
      const seen = new Collected<string>();
      await started(consumer({ handler: idsInto(seen) }));
      expect(await seen.count(1)).toEqual(['c']);
    });

    it('goes on after the last commit when a member comes back', async () => {
      const before = new Collected<string>();
      await publishIds(5, 'a', 'b');
      const first = await started(consumer({ handler: idsInto(before) }));
      await before.count(2);
      await first.stop();
      await publishIds(5, 'c');
      const after = new Collected<string>();
      await started(consumer({ handler: idsInto(after) }));
      expect(await after.count(1)).toEqual(['c']);
    });

    it('gives a failed batch again, whole and in order, and goes on with other partitions meanwhile', async () => {
      const seen = new Collected<string>();
      let failures = 0;
      await publishIds(5, 'a', 'b');
      await publishIds(6, 'x');
      const handler = async ({ records }: RecordBatch) => {
        const ids = records.map(idOf);
        if (ids.includes('a') && failures < 3) {
          failures += 1;
          seen.add(`failed ${ids.join()}`);
          throw new Error('not yet');
        }
        seen.add(...ids);
      };
      await started(consumer({ handler, backOff: { firstMilliseconds: 10, longestMilliseconds: 50 } }));
      await seen.until((items) => items.includes('b') && items.includes('x'));
      await publishIds(5, 'c');
      const items = await seen.until((all) => all.includes('c'));
      expect(items.filter((item) => item !== 'x')).toEqual([...Array(3).fill('failed a,b'), 'a', 'b', 'c']);
    });

    it('commits no further than the handler allows, and reads on all the same', async () => {
      const seen = new Collected<string>();
      await publishIds(5, 'a', 'b');
      const first = consumer({
        handler: async ({ records }) => {
          seen.add(...records.map(idOf));
          return { commitUpTo: 1n };
        },
      });
      await started(first);
      await seen.count(2);
      await publishIds(5, 'c');
      await seen.count(3);
      await first.stop();
      const after = new Collected<string>();
      await started(consumer({ handler: idsInto(after) }));
      expect(await after.count(2)).toEqual(['b', 'c']);
    });

    it('lowers a commit only when the handler insists', async () => {
      const committed = new Collected<bigint | null>();
      const run = async (id: string, commitUpTo: bigint, evenIfLower: boolean) => {
        const seen = new Collected<string>();
        const member = consumer({
          onAssigned: (_topic, partition, offset) => void (partition === 5 && committed.add(offset)),
          handler: async ({ records }) => {
            seen.add(...records.map(idOf));
            return id === 'a' ? undefined : { commitUpTo, evenIfLower };
          },
        });
        await member.start();
        await publishIds(5, id);
        await seen.until((ids) => ids.includes(id));
        await member.stop();
      };
      await run('a', 0n, false);
      await run('b', 2n, false);
      await run('c', 1n, true);
      await run('d', 4n, false);
      expect(committed.items).toEqual([null, 1n, 2n, 1n]);
    });

    it('shares the partitions of a group, and gives them back when a member leaves', async () => {
      const shares = { first: new Set<number>(), second: new Set<number>() };
      const seen = new Collected<{ by: string; id: string }>();
      const member = (by: keyof typeof shares) =>
        consumer({
          onAssigned: (_topic, partition) => void shares[by].add(partition),
          onRevoked: (_topic, partition) => void shares[by].delete(partition),
          handler: async ({ records }) => seen.add(...records.map((record) => ({ by, id: idOf(record) }))),
        });
      const publishToAll = async (name: string) => {
        for (let tenant = 1; tenant <= 12; tenant += 1) await publishIds(tenant, `${name}-${tenant}`);
      };
      const named = (name: string) => seen.items.filter(({ id }) => id.startsWith(name));
      await started(member('first'));
      const leaving = await started(member('second'));
      await publishToAll('early');
      await seen.until(() => named('early').length >= 12);
      expect(new Set(named('early').map(({ by }) => by)).size).toBe(2);
      const all = [...shares.first, ...shares.second].toSorted((left, right) => left - right);
      expect(all).toEqual([...Array(12).keys()]);
      await leaving.stop();
      expect(shares.second.size).toBe(0);
      await publishToAll('late');
      await seen.until(() => named('late').length >= 12);
      expect(new Set(named('late').map(({ by }) => by))).toEqual(new Set(['first']));
      expect(shares.first.size).toBe(12);
    });

    it('has read a compacted topic to its end when it has started, and then follows it', async () => {
      const seen = new Collected<string>();
      await log.publish([locationEntry(1, 1, 1), locationEntry(2, 1, 1), locationEntry(3, 1, 1)]);
      await log.publish([locationEntry(1, 1, 2)]);
      const onEntry = ({ key, value }: IncomingRecord) =>
        seen.add(`${key} ${value === null ? 'gone' : 'there'}`);
      await started(log.compactedTopicReader({ topic: topics.fleet, onEntry }));
      expect(new Set(seen.items)).toEqual(
        new Set(['1/location/1 there', '2/location/1 there', '3/location/1 there']),
      );
      await log.publish([locationEntry(2, 1, 0)]);
      await seen.until((items) => items.includes('2/location/1 gone'));
    });

    it('starts a reader of an empty compacted topic', async () => {
      const seen = new Collected<string>();
      const onEntry = ({ key }: IncomingRecord) => seen.add(key ?? '');
      await started(log.compactedTopicReader({ topic: topics.fleet, onEntry }));
      await log.publish([locationEntry(1, 1, 1)]);
      expect(await seen.count(1)).toEqual(['1/location/1']);
    });

    it('gives a compacted entry again when its reader fails on it', async () => {
      const seen = new Collected<string>();
      await log.publish([locationEntry(1, 1, 1), locationEntry(1, 2, 1)]);
      let failures = 0;
      const onEntry = ({ key }: IncomingRecord) => {
        if (key === '1/location/2' && (failures += 1) < 3) throw new Error('not yet');
        seen.add(key ?? '');
      };
      await started(log.compactedTopicReader({ topic: topics.fleet, onEntry }));
      expect(seen.items.at(-1)).toBe('1/location/2');
      expect(failures).toBe(3);
    });

    it('shows a live reader everything from its start on, and nothing before', async () => {
      const seen = new Collected<string>();
      await publishIds(5, 'before');
      const onRecord = (_topic: TopicName, record: IncomingRecord, partition: number) =>
        seen.add(`${idOf(record)} on ${partition}`);
      await started(log.liveTailReader({ topics: [topics.readings], onRecord }));
      await publishIds(5, 'after');
      expect(await seen.count(1)).toEqual(['after on 5']);
    });

    it('shows every live reader everything', async () => {
      const seen = [new Collected<string>(), new Collected<string>()];
      for (const mine of seen) {
        await started(
          log.liveTailReader({
            topics: [topics.readings],
            onRecord: (_topic, record) => mine.add(idOf(record)),
          }),
        );
      }
      await publishIds(5, 'a');
      await Promise.all(seen.map((mine) => mine.count(1)));
    });

    it('reads one partition from an offset on until it is told to stop', async () => {
      const seen = new Collected<string>();
      await publishIds(5, 'a', 'b', 'c');
      await publishIds(6, 'x');
      const { signal, abort } = stopper();
      const reading = log.readPartition({
        topic: topics.readings,
        partition: 5,
        fromOffset: 1n,
        onBatch: async ({ records }) => seen.add(...records.map(idOf)),
        signal,
      });
      await seen.count(2);
      await publishIds(5, 'd');
      await seen.count(3);
      abort();
      await reading;
      expect(seen.items).toEqual(['b', 'c', 'd']);
    });

    it('refuses to read from where the log has nothing', async () => {
      await publishIds(5, 'a');
      const { signal } = stopper();
      const onBatch = () => Promise.resolve();
      const reading = log.readPartition({
        topic: topics.readings,
        partition: 5,
        fromOffset: 2n,
        onBatch,
        signal,
      });
      await expect(reading).rejects.toThrow(StreamGap);
    });

    it('tells the same identity of a stream to every reader, and another of another topic', async () => {
      const identities = new Collected<string>();
      await publishIds(5, 'a');
      await log.publish([locationEntry(5, 1, 1)]);
      const handler = async ({ topicId }: RecordBatch) => identities.add(topicId);
      await started(consumer({ handler }));
      await started(consumer({ groupId: 'another', handler }));
      await identities.count(2);
      await started(consumer({ groupId: 'third', topics: [topics.fleet], handler }));
      const [first, second, third] = await identities.count(3);
      expect(second).toBe(first);
      expect(third).not.toBe(first);
      expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    });

    it('keeps a dead letter with its bytes, where it stood and why', async () => {
      const letters = new Collected<IncomingRecord>();
      await publishIds(5, 'a');
      const handler = async ({ records: [record], partition }: RecordBatch) =>
        log.deadLetters().send(record as IncomingRecord, {
          topic: topics.readings,
          partition,
          reason: 'DATA_INVALID batteryId',
          errorClass: 'poison',
          tenantId: 5,
        });
      await started(consumer({ handler }));
      const dead = [deadLetterTopic(topics.readings)];
      const keep = async ({ records }: RecordBatch) => letters.add(...records);
      await started(consumer({ groupId: 'undertaker', topics: dead, handler: keep }));
      const [letter] = await letters.count(1);
      expect(letter?.value?.toString()).toBe(JSON.stringify(deviceConnected(5, 1).data));
      expect(letter).toMatchObject({
        key: '5/1',
        headers: {
          ce_id: 'a',
          dl_topic: topics.readings,
          dl_partition: '5',
          dl_offset: '0',
          dl_tenantid: '5',
          dl_reason: 'DATA_INVALID batteryId',
          dl_errorclass: 'poison',
        },
      });
    });
  });
}

function stopper(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
