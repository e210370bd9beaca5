import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import { Collected } from '../testing/collected.js';
import { PrivateKafka } from '../testing/private-kafka.js';
import { kafkaAt } from '../testing/test-kafka.js';
import { GroupShares } from './group-shares.js';

let servers: PrivateKafka;

beforeAll(async () => {
  servers = await PrivateKafka.start(1);
}, 180_000);
afterAll(() => servers?.stop());

describe('a member that is cut off from its group', () => {
  it('gives its shares up by itself, and is dealt in again once the group answers', async () => {
    const told = new Collected<number | 'lost'>();
    const shares = new GroupShares(kafkaAt(servers.brokers).settings, {
      groupId: 'group',
      topic: topics.pollingShares,
      owned: (numbers) => told.add(numbers.length),
      lost: () => told.add('lost'),
    });
    await shares.start();
    await told.until((items) => items.includes(64));
    await servers.kill(1);
    await told.until((items) => items.includes('lost'));
    expect(shares.isHeld).toBe(false);
    await servers.restart(1);
    const items = await told.until((all) => all.at(-1) === 64);
    expect(items.filter((item) => item === 'lost')).toHaveLength(1);
    expect(shares.isHeld).toBe(true);
    await shares.stop();
  }, 180_000);
});
