import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addFleet } from '../testing/requests.js';
import { startFleet, type RunningFleet } from '../testing/running-fleet.js';

let fleet: RunningFleet;

beforeAll(async () => {
  fleet = await startFleet({ KAFKA_BROKERS: '127.0.0.1:1' });
});
afterAll(() => fleet.stop());

describe('while Kafka is away', () => {
  it('the fleet takes commands, keeps them for later and says that it is not ready', async () => {
    const tenant = await fleet.addTenant();
    await addFleet(fleet, tenant.tenantId);
    const waiting = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
      manager.query<unknown[]>(
        'SELECT event_type FROM event_journal WHERE published_at IS NULL ORDER BY position',
      ),
    );
    expect(waiting).toEqual([
      { event_type: 'BatteryTypeAdded' },
      { event_type: 'LocationAdded' },
      { event_type: 'BatteryRegistered' },
    ]);
    expect(await fleet.ready()).toBe(503);
  });
});
