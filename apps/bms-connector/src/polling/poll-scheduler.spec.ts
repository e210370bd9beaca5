import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../testing/manual-clock.js';
import { LinkLanes } from './link-lanes.js';
import type { Cadence } from './poll-cadence.js';
import { PollScheduler, type Scheduled } from './poll-scheduler.js';

const second = 1_000;
const cadence: Cadence = { interval: 10 * second, jitter: 0, offlineAfter: 3, longestProbe: 30 * second };
const battery = (key: string, over: Partial<Scheduled> = {}): Scheduled => ({
  key,
  link: key,
  cadence,
  ...over,
});

function scheduling(answer: (target: Scheduled, clock: ManualClock) => Promise<number>, maxLinks = 1_000) {
  const clock = new ManualClock();
  const polls: { key: string; at: number }[] = [];
  const skipped: string[] = [];
  const start = clock.now();
  const scheduler = new PollScheduler({
    clock,
    lanes: new LinkLanes(maxLinks),
    poll: (target) => {
      polls.push({ key: target.key, at: clock.now() - start });
      return answer(target, clock);
    },
    random: () => 0.5,
    observer: { skipped: (key) => skipped.push(key) },
  });
  const timesOf = (key: string) => polls.filter((poll) => poll.key === key).map(({ at }) => at / second);
  return { clock, scheduler, timesOf, skipped, polls };
}

describe('the scheduler', () => {
  it('polls each battery at its own interval, on the beat however long a poll takes', async () => {
    const { clock, scheduler, timesOf } = scheduling(async (_, time) => time.sleep(3 * second).then(() => 0));
    scheduler.set(battery('fast'));
    scheduler.set(battery('slow', { cadence: { ...cadence, interval: 60 * second } }));
    await clock.advance(120 * second);
    expect(timesOf('fast')).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85, 95, 105, 115]);
    expect(timesOf('slow')).toEqual([5, 65]);
  });

  it('does not let one device that never answers delay another', async () => {
    const { clock, scheduler, timesOf } = scheduling((target) =>
      target.key === 'dead' ? new Promise(() => undefined) : Promise.resolve(0),
    );
    scheduler.set(battery('dead'));
    scheduler.set(battery('alive'));
    await clock.advance(60 * second);
    expect(timesOf('alive')).toEqual([5, 15, 25, 35, 45, 55]);
  });

  it('skips a poll that comes due while the one before is not over, and counts it', async () => {
    const { clock, scheduler, timesOf, skipped } = scheduling((_, time) =>
      time.sleep(25 * second).then(() => 0),
    );
    scheduler.set(battery('a'));
    await clock.advance(60 * second);
    expect(timesOf('a')).toEqual([5, 35]);
    expect(skipped).toHaveLength(4);
  });

  it('lets batteries behind one link wait for each other', async () => {
    const { clock, scheduler, polls } = scheduling((_, time) => time.sleep(2 * second).then(() => 0));
    for (const key of ['a', 'b', 'c']) scheduler.set(battery(key, { link: 'gateway' }));
    await clock.advance(14 * second);
    expect(polls.map(({ at }) => at / second)).toEqual([5, 7, 9]);
    expect(new Set(polls.map(({ key }) => key)).size).toBe(3);
  });

  it('asks a dead device ever less often, but within the longest probe, and a returned one as before', async () => {
    let failures = 0;
    let alive = false;
    const { clock, scheduler, timesOf } = scheduling(async () => (failures = alive ? 0 : failures + 1));
    scheduler.set(battery('a'));
    await clock.advance(400 * second);
    const gaps = timesOf('a')
      .slice(1)
      .map((at, index) => at - (timesOf('a')[index] ?? 0));
    expect(gaps.slice(0, 2)).toEqual([10, 10]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
    expect(gaps.at(-1)).toBeGreaterThan(20);
    alive = true;
    await clock.advance(30 * second);
    const before = timesOf('a').length;
    await clock.advance(100 * second);
    expect(timesOf('a').length - before).toBeGreaterThanOrEqual(9);
  });

  it('takes a change and a removal at once', async () => {
    const { clock, scheduler, timesOf } = scheduling(async () => 0);
    scheduler.set(battery('a'));
    await clock.advance(6 * second);
    scheduler.set(battery('a', { cadence: { ...cadence, interval: 2 * second } }));
    await clock.advance(6 * second);
    expect(timesOf('a')).toEqual([5, 7, 9, 11]);
    scheduler.remove('a');
    await clock.advance(60 * second);
    expect(timesOf('a')).toHaveLength(4);
  });

  it('polls nothing any more once stopped, and leaves no timer', async () => {
    const { clock, scheduler, polls } = scheduling(async () => 0);
    scheduler.set(battery('a'));
    scheduler.stop();
    await clock.advance(60 * second);
    expect(polls).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('holds thousands of devices on one timer', async () => {
    const { clock, scheduler, polls } = scheduling(async () => 0);
    for (let index = 0; index < 5_000; index++) scheduler.set(battery(`b${index}`));
    expect(clock.pending).toBe(1);
    await clock.advance(30 * second);
    expect(polls).toHaveLength(15_000);
  });
});
