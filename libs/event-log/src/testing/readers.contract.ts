import { describe, expect, it } from '@jest/globals';
import { deadLetterTopic, topics, type TopicName } from '@trackingbms/message-contracts';
import { StreamGap } from '../reading/stream-gap.errors.js';
import type { IncomingRecord, RecordBatch } from '../records/incoming-record.js';
import { Collected } from './collected.js';
import { idOf, type ContractCase } from './contract-case.js';
import { deviceConnected, locationEntry } from './sample-events.js';

/** Reading everything, by each reader for itself; and the letters to nobody. */
export function readersContract(the: ContractCase): void {
  describe('read by everyone for himself', () => {
    it('has read a compacted topic to its end when it has started, and then follows it', async () => {
      const seen = new Collected<string>();
      await the.log.publish([locationEntry(1, 1, 1), locationEntry(2, 1, 1), locationEntry(3, 1, 1)]);
      await the.log.publish([locationEntry(1, 1, 2)]);
      const onEntry = ({ key, value }: IncomingRecord) =>
        seen.add(`${key} ${value === null ? 'gone' : 'there'}`);
      await the.started(the.log.compactedTopicReader({ topic: topics.fleet, onEntry }));
      expect(new Set(seen.items)).toEqual(
        new Set(['1/location/1 there', '2/location/1 there', '3/location/1 there']),
      );
      await the.log.publish([locationEntry(2, 1, 0)]);
      await seen.until((items) => items.includes('2/location/1 gone'));
    });

    it('starts a reader of an empty compacted topic', async () => {
      const seen = new Collected<string>();
      const onEntry = ({ key }: IncomingRecord) => seen.add(key ?? '');
      await the.started(the.log.compactedTopicReader({ topic: topics.fleet, onEntry }));
      await the.log.publish([locationEntry(1, 1, 1)]);
      expect(await seen.count(1)).toEqual(['1/location/1']);
    });

    it('gives a compacted entry again when its reader fails on it', async () => {
      const seen = new Collected<string>();
      await the.log.publish([locationEntry(1, 1, 1), locationEntry(1, 2, 1)]);
      let failures = 0;
      const onEntry = ({ key }: IncomingRecord) => {
        if (key === '1/location/2' && (failures += 1) < 3) throw new Error('not yet');
        seen.add(key ?? '');
      };
      await the.started(the.log.compactedTopicReader({ topic: topics.fleet, onEntry }));
      expect(seen.items.at(-1)).toBe('1/location/2');
      expect(failures).toBe(3);
    });

    it('shows a live reader everything from its start on, and nothing before', async () => {
      const seen = new Collected<string>();
      await the.publishIds(5, 'before');
      const onRecord = (_topic: TopicName, record: IncomingRecord, partition: number) =>
        seen.add(`${idOf(record)} on ${partition}`);
      await the.started(the.log.liveTailReader({ topics: [topics.readings], onRecord }));
      await the.publishIds(5, 'after');
      expect(await seen.count(1)).toEqual(['after on 5']);
    });

    it('shows every live reader everything', async () => {
      const seen = [new Collected<string>(), new Collected<string>()];
      for (const mine of seen) {
        await the.started(
          the.log.liveTailReader({
            topics: [topics.readings],
            onRecord: (_topic, record) => mine.add(idOf(record)),
          }),
        );
      }
      await the.publishIds(5, 'a');
      await Promise.all(seen.map((mine) => mine.count(1)));
    });

    it('reads one partition from an offset on until it is told to stop', async () => {
      const seen = new Collected<string>();
      await the.publishIds(5, 'a', 'b', 'c');
      await the.publishIds(6, 'x');
      const { signal, abort } = stopper();
      const reading = the.log.readPartition({
        topic: topics.readings,
        partition: 5,
        fromOffset: 1n,
        onBatch: async ({ records }) => seen.add(...records.map(idOf)),
        signal,
      });
      await seen.count(2);
      await the.publishIds(5, 'd');
      await seen.count(3);
      abort();
      await reading;
      expect(seen.items).toEqual(['b', 'c', 'd']);
    });

    it('refuses to read from where the log has nothing', async () => {
      await the.publishIds(5, 'a');
      const { signal } = stopper();
      const onBatch = () => Promise.resolve();
      const reading = the.log.readPartition({
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
      await the.publishIds(5, 'a');
      await the.log.publish([locationEntry(5, 1, 1)]);
      const handler = async ({ topicId }: RecordBatch) => identities.add(topicId);
      await the.started(the.consumer({ handler }));
      await the.started(the.consumer({ groupId: 'another', handler }));
      await identities.count(2);
      await the.started(the.consumer({ groupId: 'third', topics: [topics.fleet], handler }));
      const [first, second, third] = await identities.count(3);
      expect(second).toBe(first);
      expect(third).not.toBe(first);
      expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    });

    it('keeps a dead letter with its bytes, where it stood and why', async () => {
      const letters = new Collected<IncomingRecord>();
      await the.publishIds(5, 'a');
      const handler = async ({ records: [record], partition }: RecordBatch) =>
        the.log.deadLetters().send(record as IncomingRecord, {
          topic: topics.readings,
          partition,
          reason: 'DATA_INVALID batteryId',
          errorClass: 'poison',
          tenantId: 5,
        });
      await the.started(the.consumer({ handler }));
      const dead = [deadLetterTopic(topics.readings)];
      const keep = async ({ records }: RecordBatch) => letters.add(...records);
      await the.started(the.consumer({ groupId: 'undertaker', topics: dead, handler: keep }));
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
