import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dealShares, type ShareHolder } from './deal-shares.js';

const all = [...Array(64).keys()];
const claims = fc.array(fc.uniqueArray(fc.integer({ min: -3, max: 70 })), { minLength: 1, maxLength: 9 });
const holdersOf = (lists: readonly (readonly number[])[]): ShareHolder[] =>
  lists.map((holds, index) => ({ id: `member-${index}`, holds }));

const dealt = (holders: readonly ShareHolder[]) => dealShares(holders, all);
const asHolders = (hands: ReadonlyMap<string, readonly number[]>): ShareHolder[] =>
  [...hands].map(([id, holds]) => ({ id, holds }));
const moved = (before: readonly ShareHolder[], after: ReadonlyMap<string, readonly number[]>): number =>
  before.flatMap(({ id, holds }) => holds.filter((share) => !after.get(id)?.includes(share))).length;

describe('dealing shares', () => {
  it('gives each share to just one member, and about as many to each, whatever they claim', () => {
    fc.assert(
      fc.property(claims, (lists) => {
        const hands = [...dealt(holdersOf(lists)).values()];
        expect(hands.flat().sort((left, right) => left - right)).toEqual(all);
        const sizes = hands.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('comes out the same in whatever order the members are named', () => {
    fc.assert(
      fc.property(claims, (lists) => {
        const holders = holdersOf(lists);
        expect(dealt(holders.toReversed())).toEqual(dealt(holders));
      }),
    );
  });

  it('changes nothing when nobody came or went', () => {
    fc.assert(
      fc.property(claims, (lists) => {
        const hands = dealt(holdersOf(lists));
        expect(dealt(asHolders(hands))).toEqual(hands);
      }),
    );
  });

  it.each([1, 2, 3, 5])('takes from %p members only what one more is to have', (members) => {
    const before = asHolders(dealt(holdersOf(Array.from({ length: members }, () => []))));
    const after = dealt([...before, { id: 'a-new-one', holds: [] }]);
    expect(after.get('a-new-one')).toHaveLength(Math.floor(64 / (members + 1)));
    expect(moved(before, after)).toBe(after.get('a-new-one')?.length);
  });

  it('leaves the others what they have when one goes', () => {
    const [gone, ...left] = asHolders(dealt(holdersOf([[], [], []])));
    const after = dealt(left);
    expect(moved(left, after)).toBe(0);
    expect(gone?.holds.length).toBeGreaterThan(20);
  });
});
