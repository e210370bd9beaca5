import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventPublisher, LiveTailReader, ensureTopics, type OutgoingEvent } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import { topics } from '@trackingbms/message-contracts';
import { completeReading } from '@trackingbms/telemetry';
import { readingRecorded } from '../readings/battery-events.js';
import { eventually } from '../testing/eventually.js';
import { KafkaPartition } from '../testing/kafka-partition.js';
import { inTemporaryDirectory } from '../testing/temporary-directory.js';
import { EventOutlet } from './event-outlet.js';
import { Spool } from './spool.js';

const start = Date.UTC(2026, 0, 1);

/** Reading `number` of a battery: its number is in its time and its voltage. */
const reading = (batteryId: number, number: number): OutgoingEvent =>
  readingRecorded(
    { tenantId: 1, batteryId },
    completeReading({ timestamp: start + number, packVoltage: number }),
  );

describe('while Kafka is away', () => {
  let kafka: TestKafka;
  let network: KafkaPartition;
  let tail: LiveTailReader;
  const arrivals = new Map<string, number[]>();

  beforeEach(async () => {
    arrivals.clear();
    kafka = testKafka();
    await ensureTopics(kafka.settings);
    network = new KafkaPartition();
    tail = new LiveTailReader(kafka.settings, {
      topics: [topics.readings],
      onRecord: (_, { key, value }) => {
        const { readings } = JSON.parse(String(value)) as { readings: { packVoltage: number }[] };
        arrivals.set(key ?? '', [...(arrivals.get(key ?? '') ?? []), readings[0]?.packVoltage ?? -1]);
      },
    });
    await tail.start();
  }, 60_000);
  afterEach(async () => {
    await tail.stop();
    await kafka.clean();
  }, 60_000);

  const countOf = () => [...arrivals.values()].reduce((sum, each) => sum + new Set(each).size, 0);
  const firstSeen = (key: string) => [...new Set(arrivals.get(key) ?? [])];
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

  it(
    'readings wait on the disk, and all arrive in order once it is back, a restart of the connector between',
    () =>
      inTemporaryDirectory(async (directory) => {
        const settings = { directory, maxBytes: 8 * 1024 * 1024, whenFull: 'drop-oldest' as const };
        const begin = async () => {
          const options = { timeoutMilliseconds: 1_000, socketFactory: network.socketFactory };
          const publisher = new EventPublisher(kafka.settings, options);
          const spool = await Spool.open(settings);
          const outlet = new EventOutlet(publisher, spool, {}, { pausesMilliseconds: [50] });
          outlet.start();
          const end = async () => {
            await outlet.close();
            await publisher.disconnect();
          };
          return { outlet, spool, end };
        };
        const send = (outlet: EventOutlet, from: number, to: number) => {
          for (const number of numbers(to).slice(from))
            outlet.send([1, 2, 3].map((id) => reading(id, number)));
        };
        const first = await begin();
        send(first.outlet, 0, 20);
        await eventually(() => countOf() === 60);
        network.cut();
        send(first.outlet, 20, 60);
        await eventually(() => !first.spool.isEmpty);
        send(first.outlet, 60, 80);
        await first.end();
        const second = await begin();
        expect(second.spool.records).toBe(180);
        send(second.outlet, 80, 100);
        network.mend();
        await eventually(() => countOf() === 300);
        for (const id of [1, 2, 3]) expect(firstSeen(`1/${id}`)).toEqual(numbers(100));
        await eventually(() => second.spool.isEmpty);
        await second.end();
      }),
    60_000,
  );
});
