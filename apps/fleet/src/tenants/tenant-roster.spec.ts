import { describe, expect, it } from '@jest/globals';
import type { IncomingRecord } from '@trackingbms/event-log';
import { encodeEvent, eventTypes, type TenantEntryV1 } from '@trackingbms/message-contracts';
import { TenantRoster } from './tenant-roster.js';

const entry = (tenantId: number, changes: Partial<TenantEntryV1> = {}): TenantEntryV1 => ({
  tenantId,
  version: 1,
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  slug: 'client',
  name: 'Client',
  industryType: 'batteries',
  status: 'active',
  databaseServer: 'first',
  databaseName: 'client_1_batteries',
  schemaVersion: 5,
  timeZone: 'America/Toronto',
  quotas: { maxUsers: 10, maxDevices: 100, maxStorageGb: 10, apiRateLimit: 1000 },
  modules: [],
  ...changes,
});

function record(data: TenantEntryV1): IncomingRecord {
  const { type } = eventTypes.TenantEntryV1;
  const { tenantId } = data;
  const envelope = { id: 'e', source: '/tenant-manager', type, time: '2026-03-01T00:00:00.000Z', tenantId };
  return { offset: 0n, key: `${tenantId}`, timestamp: 0, ...encodeEvent({ ...envelope, data }) };
}

function roster() {
  const seen: number[] = [];
  const tenants = new TenantRoster();
  tenants.whenSeen((tenantId) => seen.push(tenantId));
  return { seen, tenants, take: (data: TenantEntryV1) => tenants.take(record(data)) };
}

describe('the roster of tenants', () => {
  it('knows those with a fleet of batteries and a database', () => {
    const { tenants, take, seen } = roster();
    take(entry(1));
    take(entry(2, { status: 'suspended', industryType: 'residential' }));
    take(entry(3, { industryType: 'solar' }));
    take(entry(4, { status: 'archived' }));
    take(entry(5, { schemaVersion: 0 }));
    expect(tenants.tenantIds()).toEqual([1, 2]);
    expect(seen).toEqual([1, 2]);
  });

  it('does not let an older entry win', () => {
    const { tenants, take } = roster();
    take(entry(1, { version: 3, status: 'archived' }));
    take(entry(1, { version: 2 }));
    expect(tenants.tenantIds()).toEqual([]);
  });

  it('tells of each newer entry, not of the same one twice', () => {
    const { take, seen } = roster();
    take(entry(1));
    take(entry(1));
    take(entry(1, { version: 2 }));
    expect(seen).toEqual([1, 1]);
  });

  it('forgets who is erased and leaves alone what it cannot read', () => {
    const { tenants, take } = roster();
    take(entry(1));
    tenants.take({ offset: 1n, key: '9', value: Buffer.from('?'), headers: {}, timestamp: 0 });
    expect(tenants.tenantIds()).toEqual([1]);
    tenants.take({ offset: 2n, key: '1', value: null, headers: {}, timestamp: 0 });
    expect(tenants.tenantIds()).toEqual([]);
  });
});
