import { describe, expect, it } from '@jest/globals';
import { batteryFactId } from './reading-id.js';

describe('the id of what happened to a battery', () => {
  it('is the UUID of version 5 that any other program makes of the same name', () => {
    expect(batteryFactId('com.trackingbms.ReadingsRecorded.v1', '1/7', 1_767_225_600_000)).toBe(
      'e0bd8f3b-b9e3-502a-8c11-e6192a2c414d',
    );
  });

  it('differs by battery, time and fact', () => {
    const ids = ['1/7', '1/8', '17'].flatMap((key) =>
      [1, 2].flatMap((at) => ['a', 'b'].map((fact) => batteryFactId(fact, key, at))),
    );
    expect(new Set(ids).size).toBe(12);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
