import { describe, expect, it } from '@jest/globals';
import { encodeEvent, type TenantEntryV1 } from '@trackingbms/message-contracts';
import { tenantEntry, tenantEntryEvent } from '../testing/tenant-entry.js';
import { isOpen, KnownTenants } from './known-tenants.js';

const record = (entry: TenantEntryV1) => ({
  key: String(entry.tenantId),
  ...encodeEvent(tenantEntryEvent(entry)),
});

describe('KnownTenants', () => {
  it('finds a tenant by its slug, under the newest entry whatever the order of arrival', () => {
    const tenants = new KnownTenants();
    tenants.take(record(tenantEntry(5, { version: 2, slug: 'new-name' })));
    tenants.take(record(tenantEntry(5, { version: 1, slug: 'old-name' })));
    expect(tenants.bySlug('new-name')?.tenantId).toBe(5);
    expect(tenants.bySlug('old-name')).toBeNull();
    tenants.take(record(tenantEntry(5, { version: 3, slug: 'newest' })));
    expect([tenants.bySlug('new-name'), tenants.byId(5)?.slug]).toEqual([null, 'newest']);
  });

  it('forgets a tenant whose key is gone', () => {
    const tenants = new KnownTenants();
    tenants.take(record(tenantEntry(5)));
    tenants.take({ key: '5', value: null, headers: {} });
    expect([tenants.bySlug('client-5'), tenants.ids()]).toEqual([null, []]);
  });

  it('says why it cannot take a record, and keeps what it has', () => {
    const tenants = new KnownTenants();
    tenants.take(record(tenantEntry(5)));
    expect(tenants.take({ key: '5', value: Buffer.from('{'), headers: {} })).toBe('ENVELOPE_INVALID');
    expect(tenants.bySlug('client-5')).not.toBeNull();
  });

  it('wakes those who wait for a tenant, and nobody for ever', async () => {
    const tenants = new KnownTenants();
    const waiting = [tenants.waitFor(5, 60_000), tenants.waitFor(5, 60_000)];
    const inVain = tenants.waitFor(6, 1);
    tenants.take(record(tenantEntry(5)));
    expect(await Promise.all([...waiting, tenants.waitFor(5, 0)])).toEqual([true, true, true]);
    expect(await inVain).toBe(false);
  });
});

describe('isOpen', () => {
  it('lets active and trial tenants work', () => {
    const open = (['active', 'trial', 'suspended', 'archived'] as const).map((status) =>
      isOpen(tenantEntry(1, { status })),
    );
    expect(open).toEqual([true, true, false, false]);
  });
});
