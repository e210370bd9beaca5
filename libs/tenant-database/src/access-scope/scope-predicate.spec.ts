import { describe, expect, it } from '@jest/globals';
import { scopePredicate } from './scope-predicate.js';

const battery = { locationId: 'b.location_id', batteryTypeId: 'b.battery_type_id' };

describe('the part of a WHERE that keeps a user inside the scope', () => {
  it('lets everything through for an unrestricted user', () => {
    expect(scopePredicate({ locations: null, batteryTypes: null }, battery)).toEqual({
      sql: '(TRUE AND TRUE)',
      parameters: [],
    });
  });

  it('lets nothing through for an empty list', () => {
    expect(scopePredicate({ locations: [], batteryTypes: null }, battery).sql).toBe('(FALSE AND TRUE)');
    expect(scopePredicate({ locations: null, batteryTypes: [] }, battery).sql).toBe('(TRUE AND FALSE)');
  });

  it('has a place for each parameter and no value in its text', () => {
    const { sql, parameters } = scopePredicate({ locations: [4711, 4712], batteryTypes: [4713] }, battery);
    expect(parameters).toEqual(['%/4711/%', '%/4712/%', 4713]);
    expect(sql.split('?')).toHaveLength(4);
    expect(sql).not.toMatch(/471[123]/);
  });

  it('leaves out a side that the queried thing does not have', () => {
    const predicate = scopePredicate(
      { locations: [], batteryTypes: [7] },
      { locationId: null, batteryTypeId: 't.id' },
    );
    expect(predicate).toEqual({ sql: '(TRUE AND t.id IN (?))', parameters: [7] });
  });

  it.each(['location_id', 'b.x) OR (1=1', 'b.x; --', ''])(
    'refuses a column that is not one: %j',
    (locationId) => {
      expect(() =>
        scopePredicate({ locations: [1], batteryTypes: null }, { ...battery, locationId }),
      ).toThrow(TypeError);
    },
  );

  it.each([NaN, 1.5, Infinity, '%' as unknown as number])('refuses an id that is none: %p', (id) => {
    expect(() => scopePredicate({ locations: [id], batteryTypes: null }, battery)).toThrow(TypeError);
    expect(() => scopePredicate({ locations: null, batteryTypes: [id] }, battery)).toThrow(TypeError);
  });
});
