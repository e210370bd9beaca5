import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterFailure, afterReading, unknownPresence, type PresenceChange } from './device-presence.js';

const offlineAfter = 3;

/** What is said about a device whose polls end so, in order: true is a reading. */
function said(polls: readonly boolean[]): PresenceChange[] {
  let presence = unknownPresence;
  return polls.flatMap((good, at) => {
    const step = good
      ? afterReading(presence, at)
      : afterFailure(presence, { at, kind: 'timeout' }, offlineAfter);
    presence = step.presence;
    return step.change ? [step.change] : [];
  });
}

describe('whether a device is there', () => {
  it('is said at its first reading', () => {
    expect(said([true, true])).toEqual([{ type: 'connected', at: 0 }]);
  });

  it('is said when so many polls in a row have failed, with the reason and the last reading', () => {
    expect(said([true, false, false, false, false])).toEqual([
      { type: 'connected', at: 0 },
      { type: 'disconnected', at: 3, reason: 'timeout', failures: 3, lastReadingAt: 0 },
    ]);
  });

  it('is said of a device that never answered', () => {
    expect(said([false, false, false])).toMatchObject([{ type: 'disconnected', lastReadingAt: undefined }]);
  });

  it('is not said of a few failures between readings', () => {
    expect(said([true, false, false, true, false, false, true])).toHaveLength(1);
  });

  it('is said in turns, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (polls) => {
        const types = said(polls).map(({ type }) => type);
        types.slice(1).forEach((type, index) => expect(type).not.toBe(types[index]));
      }),
    );
  });
});
