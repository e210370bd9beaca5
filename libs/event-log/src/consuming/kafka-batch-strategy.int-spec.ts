import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Inject, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import { topics } from '@trackingbms/message-contracts';
import { throwError } from 'rxjs';
import { EventPublisher } from '../publishing/event-publisher.js';
import type { RecordBatch } from '../records/incoming-record.js';
import { Collected } from '../testing/collected.js';
import { deviceConnected } from '../testing/sample-events.js';
import { testKafka, type TestKafka } from '../testing/test-kafka.js';
import { ensureTopics } from '../topics/ensure-topics.js';
import { KafkaBatchStrategy } from './kafka-batch-strategy.js';

class Failures {
  left = 0;
  readonly seen = new Collected<string>();
}

@Controller()
class ReadingsConsumer {
  constructor(@Inject(Failures) private readonly failures: Failures) {}

  @EventPattern<string>(topics.readings)
  async process(batch: RecordBatch) {
    const ids = batch.records.map(({ headers }) => headers.ce_id ?? '');
    if (this.failures.left > 0) {
      this.failures.left -= 1;
      this.failures.seen.add(`failed ${ids.join()}`);
      // A guard, a pipe or an interceptor fails like this: nothing is thrown, the Observable carries it.
      return this.failures.left % 2 === 0
        ? throwError(() => new Error('not yet'))
        : Promise.reject(new Error('not yet'));
    }
    this.failures.seen.add(...ids);
    return undefined;
  }
}

@Controller()
class SecondConsumer {
  @EventPattern<string>(topics.readings)
  process(): void {}
}

let kafka: TestKafka;
let publisher: EventPublisher;
let service: INestMicroservice | undefined;
const failures = new Failures();

beforeEach(async () => {
  kafka = testKafka();
  await ensureTopics(kafka.settings, { topics: [topics.readings] });
  publisher = new EventPublisher(kafka.settings);
});
afterEach(async () => {
  await service?.close();
  await publisher.disconnect();
  await kafka.clean();
});

async function serviceWith(
  ...controllers: (new (...args: never[]) => unknown)[]
): Promise<INestMicroservice> {
  class ConsumerModule {}
  const module = {
    module: ConsumerModule,
    controllers,
    providers: [{ provide: Failures, useValue: failures }],
  };
  const strategy = new KafkaBatchStrategy(kafka.settings, {
    groupId: 'group',
    fromBeginning: true,
    backOff: { firstMilliseconds: 10, longestMilliseconds: 20 },
  });
  service = await NestFactory.createMicroservice(module, { strategy, logger: false });
  return service;
}

describe('handlers of a Nest controller', () => {
  it('get a failed batch again, in order, and its offsets are committed only once it succeeds', async () => {
    failures.left = 4;
    await publisher.publish([deviceConnected(5, 1, 'a'), deviceConnected(5, 1, 'b')]);
    await (await serviceWith(ReadingsConsumer)).listen();
    await failures.seen.until((seen) => seen.includes('b'));
    expect(failures.seen.items).toEqual([...Array(4).fill('failed a,b'), 'a', 'b']);
    await service?.close();
    await publisher.publish([deviceConnected(5, 1, 'c')]);
    await (await serviceWith(ReadingsConsumer)).listen();
    expect(await failures.seen.count(7)).toEqual([...Array(4).fill('failed a,b'), 'a', 'b', 'c']);
  });

  it('are not two for one topic', async () => {
    const started = (await serviceWith(ReadingsConsumer, SecondConsumer)).listen();
    await expect(started).rejects.toThrow('Two handlers');
  });
});
