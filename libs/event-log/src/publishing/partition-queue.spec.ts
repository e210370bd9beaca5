import { beforeEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { Collected } from '../testing/collected.js';
import { FakeProducers, type FakeSend } from '../testing/fake-producers.js';
import { PartitionQueue, type Waiting } from './partition-queue.js';
import { ProducerSessions } from './producer-sessions.js';

let producers: FakeProducers;
let sends: Collected<FakeSend>;
let queue: PartitionQueue;

const passing = () => Object.assign(new Error('request timed out'), { retriable: true });
const sequenceLost = () => Object.assign(new Error('out of order'), { retriable: false });

beforeEach(() => {
  producers = new FakeProducers();
  sends = new Collected();
  producers.onSend = (send) => sends.add(send);
  const sessions = new ProducerSessions(producers.kafka(), kafkajs.CompressionTypes.None);
  queue = new PartitionQueue({
    physicalTopic: 'topic',
    partition: 4,
    maxBatchBytes: 100,
    sessions,
    observer: undefined,
  });
});

function entry(value: string, bytes = 10) {
  const outcomes: boolean[] = [];
  const waiting: Waiting = { message: { value }, bytes, abandoned: false, done: (ok) => outcomes.push(ok) };
  return { waiting, outcomes };
}
const add = (...entries: { waiting: Waiting }[]) => queue.add(entries.map(({ waiting }) => waiting));
const nth = async (number: number): Promise<FakeSend> => (await sends.count(number))[number - 1] as FakeSend;

describe('the queue of a partition', () => {
  it('has one send under way and puts what comes meanwhile into the next', async () => {
    const entries = ['a', 'b', 'c'].map((value) => entry(value));
    for (const one of entries) add(one);
    FakeProducers.acknowledge(await nth(1));
    FakeProducers.acknowledge(await nth(2));
    await queue.idle();
    expect(sends.items.map(({ values }) => values)).toEqual([['a'], ['b', 'c']]);
    expect(entries.map(({ outcomes }) => outcomes)).toEqual([[true], [true], [true]]);
  });

  it('sends no more at once than its limit, but a large record all the same', async () => {
    producers.onSend = (send) => {
      sends.add(send);
      FakeProducers.acknowledge(send);
    };
    add(entry('a', 60), entry('b', 40), entry('c', 1), entry('large', 500), entry('d', 1));
    await queue.idle();
    expect(sends.items.map(({ values }) => values)).toEqual([['a', 'b'], ['c'], ['large'], ['d']]);
  });

  it.each([
    ['names nothing', []],
    ['names another partition', [{ topicName: 'topic', partition: 5, errorCode: 0 }]],
    ['names another topic', [{ topicName: 'other', partition: 4, errorCode: 0 }]],
    ['names it with an error', [{ topicName: 'topic', partition: 4, errorCode: 19 }]],
    [
      'names two',
      [
        { topicName: 'topic', partition: 4, errorCode: 0 },
        { topicName: 'topic', partition: 5, errorCode: 0 },
      ],
    ],
  ])('takes an answer that %s as no answer, and sends the same again', async (_name, results) => {
    const one = entry('a');
    add(one);
    (await nth(1)).answer(...results);
    const again = await nth(2);
    expect(one.outcomes).toEqual([]);
    expect(again.values).toEqual(['a']);
    FakeProducers.acknowledge(again);
    await queue.idle();
    expect(one.outcomes).toEqual([true]);
  });

  it('sends exactly the same records again under the same producer, so that the broker can drop a repeat', async () => {
    add(entry('a'));
    const first = await nth(1);
    add(entry('b'));
    first.fail(passing());
    const second = await nth(2);
    expect([second.producer, second.values]).toEqual([first.producer, ['a']]);
    FakeProducers.acknowledge(second);
    FakeProducers.acknowledge(await nth(3));
    await queue.idle();
  });

  it('takes a new producer when the broker has lost the sequence', async () => {
    add(entry('a'));
    (await nth(1)).fail(sequenceLost());
    const again = await nth(2);
    expect([again.producer, again.values]).toEqual([2, ['a']]);
    FakeProducers.acknowledge(again);
    await queue.idle();
    expect(producers.disconnected).toEqual([1]);
  });

  it('sends nothing else under a producer whose last outcome is open', async () => {
    const given = entry('a');
    add(given);
    const first = await nth(1);
    queue.abandonFrom(given.waiting);
    first.fail(passing());
    await queue.idle();
    expect(given.outcomes).toEqual([false]);
    add(entry('b'));
    const next = await nth(2);
    expect([next.producer, next.values]).toEqual([2, ['b']]);
    FakeProducers.acknowledge(next);
    await queue.idle();
  });

  it('lets nothing overtake a record that is given up', async () => {
    const [first, second, third] = [entry('a'), entry('b'), entry('c')] as const;
    add(first);
    const send = await nth(1);
    add(second, third);
    queue.abandonFrom(second.waiting);
    expect([second.outcomes, third.outcomes]).toEqual([[false], [false]]);
    FakeProducers.acknowledge(send);
    await queue.idle();
    expect(sends.items).toHaveLength(1);
  });

  it('goes on for those of a batch that still wait', async () => {
    const [first, second] = [entry('a'), entry('b')] as const;
    add(first, second);
    const send = await nth(1);
    queue.abandonFrom(first.waiting);
    send.fail(passing());
    const again = await nth(2);
    expect(again.values).toEqual(['a', 'b']);
    FakeProducers.acknowledge(again);
    await queue.idle();
    expect(second.outcomes).toEqual([true]);
  });
});
