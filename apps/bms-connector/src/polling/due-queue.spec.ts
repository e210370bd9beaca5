import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DueQueue } from './due-queue.js';

describe('the due queue', () => {
  it('gives what is due in the order of time, however it came in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000)), fc.nat(1_000), (times, by) => {
        const queue = new DueQueue<number>();
        times.forEach((at) => queue.add(at, at));
        const taken: number[] = [];
        for (let due = queue.takeDue(by); due; due = queue.takeDue(by)) taken.push(due.item);
        expect(taken).toEqual(times.filter((at) => at <= by).sort((a, b) => a - b));
        expect(queue.size).toBe(times.length - taken.length);
        const later = times.filter((at) => at > by);
        expect(queue.earliest).toBe(later.length === 0 ? undefined : Math.min(...later));
      }),
    );
  });
});
