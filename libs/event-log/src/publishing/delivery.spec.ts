import { describe, expect, it } from '@jest/globals';
import { Delivery } from './delivery.js';
import type { PartitionQueue, Waiting } from './partition-queue.js';

const entry: Waiting = { message: { value: '' }, bytes: 0, abandoned: false, done: () => undefined };

function deliveryOf(count: number, timeoutMilliseconds = 60_000) {
  const abandoned: Waiting[] = [];
  const queue = { abandonFrom: (waiting: Waiting) => abandoned.push(waiting) } as unknown as PartitionQueue;
  const delivery = new Delivery(timeoutMilliseconds);
  for (let place = 0; place < count; place += 1) delivery.track(place, entry, queue);
  return { delivery, abandoned };
}

describe('one call of publish()', () => {
  it('is done when all of its records are acknowledged', async () => {
    const { delivery } = deliveryOf(2);
    delivery.settle(1, true);
    delivery.settle(0, true);
    await expect(delivery.finished).resolves.toBeUndefined();
  });

  it('names the places of those that are not', async () => {
    const { delivery } = deliveryOf(3);
    delivery.settle(2, false);
    delivery.settle(1, true);
    delivery.settle(0, false);
    await expect(delivery.finished).rejects.toMatchObject({
      code: 'EVENTS.NOT_PUBLISHED',
      unpublished: [0, 2],
    });
  });

  it('ends with its time, and takes its records out of the queues', async () => {
    const { delivery, abandoned } = deliveryOf(2, 1);
    delivery.settle(0, true);
    await expect(delivery.finished).rejects.toMatchObject({ reason: 'TIMEOUT', unpublished: [1] });
    expect(abandoned).toHaveLength(1);
    delivery.settle(1, true);
  });
});
