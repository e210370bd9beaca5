import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  readonly milliseconds: number;
  readonly everyMilliseconds?: number;
  /** Ends the wait early, for example because the process we wait for has died. */
  readonly unless?: () => Error | undefined;
}

/** Asks again and again until the question is answered without throwing; the last refusal is what the caller sees. */
export async function until<T>(question: () => Promise<T>, patience: Patience): Promise<T> {
  const deadline = Date.now() + patience.milliseconds;
  for (;;) {
    try {
      return await question();
    } catch (error) {
      const reason = patience.unless?.();
      if (reason) throw reason;
      if (Date.now() > deadline) throw error;
    }
    await delay(patience.everyMilliseconds ?? 100);
  }
}
