import { describe, expect, it } from '@jest/globals';
import { eachAtMost, Slots } from './slots.js';

/** Work that is under way until it is let go. */
function gates() {
  const open: (() => void)[] = [];
  let most = 0;
  let running = 0;
  const work = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => open.push(resolve));
    running -= 1;
  };
  const drain = async (): Promise<void> => {
    for (let turn = 0; turn < 100; turn += 1) {
      open.shift()?.();
      await Promise.resolve();
    }
  };
  return { work, drain, most: () => most };
}

describe('slots', () => {
  it('let so many work at once and no more', async () => {
    const { work, drain, most } = gates();
    const slots = new Slots(2);
    const all = Promise.all(Array.from({ length: 5 }, () => slots.use(work)));
    await drain();
    await all;
    expect(most()).toBe(2);
  });

  it('are free again after work that failed', async () => {
    const slots = new Slots(1);
    await expect(slots.use(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await slots.use(() => Promise.resolve('done'))).toBe('done');
  });
});

describe('each of many, so many at once', () => {
  it('keeps to the number', async () => {
    const { work, drain, most } = gates();
    const all = eachAtMost(3, [1, 2, 3, 4, 5, 6, 7], work);
    await drain();
    await all;
    expect(most()).toBe(3);
  });

  it('rejects only when nothing is under way any more', async () => {
    const done: number[] = [];
    const work = async (item: number): Promise<void> => {
      if (item === 1) throw new Error('first');
      await new Promise((resolve) => setImmediate(resolve));
      done.push(item);
    };
    await expect(eachAtMost(2, [1, 2, 3], work)).rejects.toThrow('first');
    expect(done).toEqual([2, 3]);
  });
});
