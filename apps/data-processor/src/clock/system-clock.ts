import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from './clock.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined),
};
