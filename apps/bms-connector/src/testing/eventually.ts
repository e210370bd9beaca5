import { setTimeout as sleep } from 'node:timers/promises';

const patience = 30_000;
const step = 5;

/** Resolves when it holds. Rejects after a time that only a broken test takes, so that nothing waits for ever. */
export async function eventually(holds: () => boolean, { milliseconds = patience } = {}): Promise<void> {
  for (let waited = 0; !holds(); waited += step) {
    if (waited > milliseconds) throw new Error(`never came true: ${holds.toString()}`);
    await sleep(step);
  }
}

/** The same of a question whose answer takes time. */
export async function eventuallyAsync(holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + patience; !(await holds()); await sleep(step)) {
    if (performance.now() > end) throw new Error(`never came true: ${holds.toString()}`);
  }
}
