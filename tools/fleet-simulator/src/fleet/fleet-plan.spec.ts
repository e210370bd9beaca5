import { describe, expect, it } from '@jest/globals';
import { planFleet } from './fleet-plan.js';

describe('the plan of the demo fleet', () => {
  it('keeps what the first dozen is, whatever comes after it', () => {
    expect(planFleet(12).map(({ device }) => device)).toEqual([
      ...Array.from({ length: 3 }, () => 'thingset-tcp-0.6'),
      ...Array.from({ length: 3 }, () => 'thingset-http'),
      ...Array.from({ length: 3 }, () => 'modbus-tcp'),
      ...Array.from({ length: 3 }, () => 'thingset-tcp-0.5'),
    ]);
    expect(planFleet(40).slice(0, 12)).toEqual(planFleet(12));
  });

  it('has every further kind within sixteen packs, and on every type of battery within two dozen', () => {
    const further = planFleet(24).slice(12);
    expect(new Set(further.slice(0, 4).map(({ device }) => device))).toEqual(
      new Set(further.map(({ device }) => device)),
    );
    expect(further.map(({ device }) => device)).toEqual(
      expect.arrayContaining(['jbd-tcp', 'daly-tcp', 'push']),
    );
    for (const kind of new Set(further.map(({ device }) => device))) {
      const types = further
        .filter(({ device }) => device === kind)
        .map(({ batteryTypeSlug }) => batteryTypeSlug);
      expect(new Set(types).size).toBe(3);
    }
  });
});
