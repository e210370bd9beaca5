import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scopeAllows } from './scope-allows.js';

const ids = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 });
const limits = fc.option(ids, { nil: null });
const battery = fc.record({
  locationPath: fc.option(ids, { nil: null }),
  batteryTypeId: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
});

describe('scopeAllows', () => {
  it('lets an unrestricted user see every battery', () => {
    fc.assert(fc.property(battery, (one) => scopeAllows({ locations: null, batteryTypes: null }, one)));
  });

  it('lets an empty list see nothing', () => {
    fc.assert(fc.property(battery, (one) => !scopeAllows({ locations: [], batteryTypes: null }, one)));
    fc.assert(fc.property(battery, (one) => !scopeAllows({ locations: null, batteryTypes: [] }, one)));
  });

  it('covers the whole subtree of an allowed location', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 12 }), ids, (above, allowed, below) =>
        scopeAllows(
          { locations: [allowed], batteryTypes: null },
          { locationPath: [...above, allowed, ...below], batteryTypeId: null },
        ),
      ),
    );
  });

  it('never shows more when the scope gets narrower', () => {
    fc.assert(
      fc.property(limits, limits, ids, battery, (locations, batteryTypes, kept, one) => {
        const narrower = { locations: locations?.filter((id) => kept.includes(id)) ?? kept, batteryTypes };
        return !scopeAllows(narrower, one) || scopeAllows({ locations, batteryTypes }, one);
      }),
    );
  });

  it('hides a battery without a place from a user bound to places', () => {
    const placeless = { locationPath: null, batteryTypeId: 1 };
    expect(scopeAllows({ locations: [1], batteryTypes: null }, placeless)).toBe(false);
  });
});
