import { describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { quietRequestQueue } from './quiet-request-queue.js';

interface Queue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  scheduleCheckPendingRequests(): void;
  destroy(): void;
}

const require = createRequire(import.meta.url);
const RequestQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => Queue;

function timersOf(changes: Partial<Queue>): boolean {
  const queue = Object.assign(new RequestQueue({}), changes);
  queue.scheduleCheckPendingRequests();
  const set = queue.throttleCheckTimeoutId !== null;
  queue.destroy();
  return set;
}

describe('the timer of an idle connection', () => {
  it('is set by the bare client though nothing waits', () => {
    expect(timersOf({})).toBe(true);
  });

  it('is set only while something waits, once it is quiet', () => {
    quietRequestQueue();
    quietRequestQueue();
    expect(timersOf({})).toBe(false);
    expect(timersOf({ pending: [{}] })).toBe(true);
    expect(timersOf({ throttledUntil: Date.now() + 60_000 })).toBe(true);
  });
});
