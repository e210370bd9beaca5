import { describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import { topicDefinitions } from '../topics/topic-definitions.js';
import { Collected } from './collected.js';
import type { ContractCase } from './contract-case.js';
import type { HoldsShares } from './in-memory-event-log.js';

type Told = Collected<readonly number[] | 'lost'>;

const { partitions } = topicDefinitions[topics.pollingShares];
const all = [...Array(partitions).keys()];
const sorted = (shares: readonly number[]) => shares.toSorted((left, right) => left - right);
const last = ({ items }: Told): readonly number[] => {
  const latest = items[items.length - 1];
  return latest === undefined || latest === 'lost' ? [] : latest;
};

/** Work that is shared by the members of a group, without anything that is written or read. */
export function sharesContract(the: ContractCase): void {
  const member = (): { told: Told; shares: HoldsShares } => {
    const told: Told = new Collected();
    const shares = the.log.groupShares({
      groupId: 'sharing',
      topic: topics.pollingShares,
      owned: (numbers) => told.add(numbers),
      lost: () => told.add('lost'),
    });
    return { told, shares };
  };

  describe('shared by a group', () => {
    it('belongs altogether to the only member, until it stops', async () => {
      const { told, shares } = member();
      expect(shares.isHeld).toBe(false);
      await the.started(shares);
      await told.until(() => last(told).length === partitions);
      expect(sorted(last(told))).toEqual(all);
      expect(shares.isHeld).toBe(true);
      await shares.stop();
      expect(shares.isHeld).toBe(false);
      expect(told.items.at(-1)).toBe('lost');
    });

    it('moves only what one that comes is to have, and all of it to those who stay when it goes', async () => {
      const [first, second] = [member(), member()];
      await the.started(first.shares);
      await first.told.until(() => last(first.told).length === partitions);
      await the.started(second.shares);
      await first.told.until(() => last(first.told).length === partitions / 2);
      await second.told.until(() => last(second.told).length === partitions / 2);
      const kept = last(first.told);
      expect(sorted([...kept, ...last(second.told)])).toEqual(all);

      const third = member();
      await the.started(third.shares);
      await third.told.until(() => last(third.told).length > 0);
      await Promise.all(
        [first, second].map(({ told }) => told.until(() => last(told).length < partitions / 2)),
      );
      const hands = [first, second, third].map(({ told }) => last(told));
      expect(sorted(hands.flat())).toEqual(all);
      expect(hands[0]?.every((share) => kept.includes(share))).toBe(true);

      await second.shares.stop();
      expect(last(second.told)).toEqual([]);
      const left = [first, third];
      await Promise.all(left.map(({ told }) => told.until(() => last(told).length === partitions / 2)));
      expect(sorted(left.flatMap(({ told }) => last(told)))).toEqual(all);
      expect(hands[0]?.every((share) => last(first.told).includes(share))).toBe(true);
    });
  });
}
