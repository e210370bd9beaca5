import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareAlerts, compareHours, readingSpan } from '@trackingbms/tenant-database';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { ProcessorChild } from '../testing/processor-child.js';
import { eventually, RunningDataProcessor } from '../testing/running-data-processor.js';
import { readingsEvent, soundReading } from '../testing/sample-entries.js';

const start = Date.now() - 2 * 3_600_000;
const each = 3000;

describe('the processor killed in the middle of its work', () => {
  let processor: RunningDataProcessor;
  let tenants: FreshTenantDatabase[];
  let child: ProcessorChild;

  beforeAll(async () => {
    processor = await RunningDataProcessor.prepare();
    tenants = [await processor.addTenant(), await processor.addTenant()];
    child = await ProcessorChild.prepare(
      processor.kafka.settings,
      tenants.map(({ coordinates }) => coordinates),
    );
    const acknowledged: Promise<void>[] = [];
    for (let index = 0; index < each; index += 1) {
      const reading = soundReading(start + index * 1000, { tempMax: index % 700 > 650 ? 70 : 25 });
      const events = tenants.map(({ tenantId }) => readingsEvent(tenantId, 1 + (index % 3), [reading]));
      acknowledged.push(processor.publish(...events));
    }
    await Promise.all(acknowledged);
  });
  afterAll(async () => {
    await child.stop();
    await processor.stop();
  });

  const stored = async (): Promise<number> => {
    const counts = await Promise.all(tenants.map((tenant) => processor.count(tenant, 'bms_data')));
    return counts.reduce((sum, count) => sum + count, 0);
  };

  it('has every acknowledged reading in exactly one row after its restarts', async () => {
    for (const share of [0.2, 0.6]) {
      const before = await stored();
      child.start();
      await eventually(async () => (await stored()) > Math.max(before, share * tenants.length * each));
      await child.kill();
    }
    expect(await stored()).toBeLessThan(tenants.length * each);
    child.start();
    await eventually(async () => (await stored()) === tenants.length * each, 60_000);
    await child.kill();
    for (const { connections, tenantId } of tenants) {
      const span = await connections.reading(tenantId, readingSpan);
      const { from = 0, to = 0 } = span ?? {};
      expect(await connections.reading(tenantId, (tx) => compareHours(tx, from, to))).toMatchObject({
        different: [],
      });
      const alerts = await connections.reading(tenantId, compareAlerts);
      expect(alerts).toMatchObject({ different: [] });
      expect(alerts.compared).toBeGreaterThan(0);
    }
  }, 180_000);
});
