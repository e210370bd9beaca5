import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alertStoreContract, raisedSample, resolvedSample } from '@trackingbms/alerts/testing';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/fresh-tenant-database.js';
import { insertSampleFleet } from '../testing/sample-fleet.js';
import { compareAlerts } from './rebuild-alerts.js';
import { TenantAlertStore } from './tenant-alert-store.js';

async function openStore() {
  const tenant = await freshTenantDatabase();
  const [one, two, three] = await insertSampleFleet(tenant.connections, tenant.tenantId);
  return {
    batteryIds: [one, two, three] as [number, number, number],
    inTransaction: <T>(work: (store: TenantAlertStore) => Promise<T>) =>
      tenant.connections.inTransaction(tenant.tenantId, (tx) => work(new TenantAlertStore(tx, randomUUID))),
    close: () => tenant.drop(),
  };
}

alertStoreContract('The store of a tenant database', openStore);

describe('alerts in a tenant database', () => {
  let tenant: FreshTenantDatabase;
  beforeAll(async () => {
    tenant = await freshTenantDatabase();
    await insertSampleFleet(tenant.connections, tenant.tenantId);
  });
  afterAll(() => tenant.drop());

  it('raises a code once when two decide so at the same moment', async () => {
    const raise = () =>
      tenant.connections.inTransaction(tenant.tenantId, (tx) =>
        new TenantAlertStore(tx, randomUUID).append([
          {
            batteryId: 1,
            code: 'SOC_LOW',
            expected: 'quiet',
            events: [raisedSample({ batteryId: 1, code: 'SOC_LOW' })],
          },
        ]),
      );
    const outcomes = await Promise.allSettled([raise(), raise()]);
    const rejected = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(rejected).toHaveLength(1);
    expect(rejected[0]?.reason).toMatchObject({ name: 'AlertChangedMeanwhile' });
  });

  it('can be rebuilt from the journal, row by row', async () => {
    const code = 'TEMPERATURE_HIGH';
    const sample = { batteryId: 2, code } as const;
    const events = [
      raisedSample(sample),
      resolvedSample({ ...sample, after: 1000 }),
      raisedSample({ ...sample, after: 2000 }),
    ];
    await tenant.connections.inTransaction(tenant.tenantId, (tx) =>
      new TenantAlertStore(tx, randomUUID).append([{ batteryId: 2, code, expected: 'quiet', events }]),
    );
    const compare = () => tenant.connections.reading(tenant.tenantId, compareAlerts);
    expect(await compare()).toEqual({ compared: 3, different: [] });
    await tenant.connections.inTransaction(tenant.tenantId, ({ manager }) =>
      manager.query(`UPDATE alerts SET severity = 'info' WHERE battery_id = 2 AND status = 'resolved'`),
    );
    expect((await compare()).different).toHaveLength(1);
  });
});
