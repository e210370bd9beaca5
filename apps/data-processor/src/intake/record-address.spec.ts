import { describe, expect, it } from '@jest/globals';
import { recordAddress, tenantOfKey } from './record-address.js';

describe('the key of a record', () => {
  it.each([
    ['12/345', 12, 345],
    ['1/1', 1, 1],
  ])('%s names a tenant and a battery', (key, tenantId, batteryId) => {
    expect(recordAddress(key)).toEqual({ tenantId, batteryId });
    expect(tenantOfKey(key)).toBe(tenantId);
  });

  it.each([null, '', '/', '12', '12/', '/3', '0/1', '01/2', 'a/1', '1/x', '1/2/3', '99999999999/1', ' 1/2'])(
    '%s is no address',
    (key) => {
      expect(recordAddress(key)).toBeUndefined();
    },
  );

  it.each([null, '', '/3', 'a/1', '12', '99999999999/1'])('%s has no tenant', (key) => {
    expect(tenantOfKey(key)).toBe(0);
  });
});
