import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer satisfies; the test's own time limit ends a wait that never does. */
export async function eventually<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    await delay(200);
  }
}
