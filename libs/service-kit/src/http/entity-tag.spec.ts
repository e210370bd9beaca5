import { describe, expect, it } from '@jest/globals';
import type { ProblemError } from '../problems/problem-error.js';
import { entityTag, requireIfMatch } from './entity-tag.js';

const statusOf = (header: string | undefined): number => {
  try {
    requireIfMatch(header);
    return 200;
  } catch (error) {
    return (error as ProblemError).status;
  }
};

describe('requireIfMatch', () => {
  it('reads the version of a tag that was given out', () => {
    expect(requireIfMatch(entityTag(7))).toBe(7);
  });

  it('asks for the header when it is missing', () => {
    expect([statusOf(undefined), statusOf('')]).toEqual([428, 428]);
  });

  it.each(['*', 'W/"7"', '7', '"seven"', '"7", "8"', '"-7"'])('does not match %s', (header) => {
    expect(statusOf(header)).toBe(412);
  });
});
