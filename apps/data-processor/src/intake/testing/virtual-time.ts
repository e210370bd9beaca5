import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../clock/clock.js';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Numbers from a seed (mulberry32): the same seed gives the same run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A clock that stands still until everything that can happen now has happened, then jumps to what is due next. */
export class VirtualTime implements Clock {
  #now: number;
  #order = 0;
  readonly #due: Due[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#schedule({ at: this.#now + Math.max(0, milliseconds), order: this.#order++, wake });
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** Lets time pass until the condition holds, or until `limit` ms have gone by: answers whether it held. */
  async runUntil(condition: () => boolean, limit: number): Promise<boolean> {
    const end = this.#now + limit;
    for (;;) {
      await turn();
      if (condition()) return true;
      const next = this.#due[0];
      if (next === undefined || next.at > end) {
        this.#now = end;
        return false;
      }
      this.#now = next.at;
      while (this.#due[0]?.at === next.at) this.#due.shift()?.wake();
    }
  }

  #schedule(due: Due): void {
    let low = 0;
    let high = this.#due.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#due[middle] as Due).at <= due.at) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, due);
  }
}
