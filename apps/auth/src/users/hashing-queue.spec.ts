import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '@trackingbms/service-kit';
import { HashingQueue } from './hashing-queue.js';

describe('HashingQueue', () => {
  it('runs a few at once, lets a few wait and turns the next away', async () => {
    const queue = new HashingQueue({ atOnce: 2, waiting: 3 });
    const finish: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => finish.push(resolve));
      running -= 1;
    };
    const accepted = Array.from({ length: 5 }, () => queue.run(work));
    const refused: unknown = await queue.run(work).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect((refused as ProblemError).status).toBe(503);
    expect(() => queue.requireRoom()).toThrow('AUTH.TOO_BUSY');
    while (finish.length > 0) {
      finish.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(accepted);
    expect(most).toBe(2);
    expect(() => queue.requireRoom()).not.toThrow();
  });

  it('gives the place on when the work fails', async () => {
    const queue = new HashingQueue({ atOnce: 1, waiting: 1 });
    const failing = queue.run(() => Promise.reject(new Error('broken')));
    const next = queue.run(async () => 'done');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
