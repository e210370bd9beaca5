import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import { compareHours } from '@trackingbms/tenant-database';
import {
  freshTenantDatabase,
  insertSampleFleet,
  type FreshTenantDatabase,
} from '@trackingbms/tenant-database/testing';
import { systemClock } from '../clock/system-clock.js';
import { PartitionIntake } from './partition-intake.js';
import { Slots } from './slots.js';
import { TenantIntakeDatabase } from './tenant-intake-database.js';
import { IntakeUnderTest, testSettings, testStart } from './testing/intake-under-test.js';

const place = { topic: topics.readings, topicId: '01890a5d-ac96-574b-bcce-b302099a8057', partition: 0 };

describe('two owners of one partition on a real database', () => {
  let tenant: FreshTenantDatabase;
  beforeAll(async () => {
    tenant = await freshTenantDatabase();
    await insertSampleFleet(tenant.connections, tenant.tenantId);
  });
  afterAll(() => tenant.drop());

  /** An owner that believes the partition is its own, on the fleet and the log of the test. */
  function owner({ fleet }: IntakeUnderTest): PartitionIntake {
    const nothing = () => undefined;
    return new PartitionIntake(place, {
      settings: { ...testSettings, maxRows: 7, attempts: 20, tenantDeadline: 60_000 },
      database: new TenantIntakeDatabase(tenant.connections),
      deadLetters: { send: async () => undefined },
      fleet,
      clock: systemClock,
      random: Math.random,
      reader: { read: async () => undefined },
      catchUpSlots: new Slots(1),
      observer: {
        applied: nothing,
        deadLettered: nothing,
        parked: nothing,
        resumed: nothing,
        alarm: nothing,
        alertsChanged: nothing,
      },
    });
  }

  it('store each reading once, whoever is faster', async () => {
    const test = new IntakeUnderTest({}, [tenant.tenantId]);
    await test.time.runUntil(() => false, 3_600_000);
    for (let index = 0; index < 300; index += 1) {
      test.send(tenant.tenantId, 1 + (index % 3), { after: index * 10, tempMax: index % 40 > 30 ? 75 : 25 });
    }
    const readAll = async (intake: PartitionIntake, size: number): Promise<void> => {
      for (let from = 0; from < test.log.length; from += size) {
        await intake.take({ ...test.batch(from, Math.min(from + size, test.log.length)), ...place });
      }
    };
    const [one, other] = [owner(test), owner(test)];
    await Promise.all([readAll(one, 40), readAll(other, 25)]);
    expect([one.parkedTenants, other.parkedTenants]).toEqual([[], []]);
    const [row] = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
      manager.query(
        'SELECT COUNT(*) AS amount, COUNT(DISTINCT battery_id, timestamp) AS keys_ FROM bms_data',
      ),
    );
    expect(row).toEqual({ amount: 300, keys_: 300 });
    const [checkpoint] = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
      manager.query('SELECT next_offset FROM stream_checkpoint'),
    );
    expect(Number(checkpoint.next_offset)).toBe(300);
    const compared = await tenant.connections.reading(tenant.tenantId, (tx) =>
      compareHours(tx, testStart, testStart + 3_600_000),
    );
    expect(compared).toEqual({ compared: 3, different: [] });
    const raised = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
      manager.query(
        `SELECT stream_id, COUNT(*) AS events, MAX(version) AS version FROM event_journal GROUP BY stream_id`,
      ),
    );
    expect(raised).not.toHaveLength(0);
    for (const stream of raised) expect(Number(stream.events)).toBe(Number(stream.version));
  });
});
