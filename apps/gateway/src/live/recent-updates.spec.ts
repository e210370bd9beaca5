import fc from 'fast-check';
import type { LiveUpdate } from './live-update.js';
import { RecentUpdates } from './recent-updates.js';

const update = (sequence: number): LiveUpdate => ({
  sequence,
  tenantId: 1,
  batteryId: 2,
  event: 'reading',
  json: '{}',
});

describe('updates kept for those who come back', () => {
  it('gives all that followed, or says that some are lost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 0, max: 60 }),
        fc.nat(60),
        (most, count, from) => {
          const recent = new RecentUpdates(most);
          for (let sequence = 1; sequence <= count; sequence++) recent.add(update(sequence));
          const replay = recent.after(from);
          const expected = Array.from({ length: Math.max(count - from, 0) }, (_, index) => from + 1 + index);
          if (replay.kind === 'complete')
            expect(replay.updates.map(({ sequence }) => sequence)).toEqual(expected);
          else expect(expected.length).toBeGreaterThan(most / 2 - 1);
        },
      ),
    );
  });
});
