import { describe, expect, it } from '@jest/globals';
import { clockOffset } from './clock-offset.js';

const date = 'Thu, 01 Jan 2026 12:00:00 GMT';
const noon = Date.UTC(2026, 0, 1, 12);

describe('the offset of the clock on site', () => {
  it('is what the middle of the exchange is ahead of the middle of the second that the platform names', () => {
    expect(clockOffset(date, noon + 400, noon + 600)).toBe(0);
    expect(clockOffset(date, noon + 60_400, noon + 60_600)).toBe(60_000);
    expect(clockOffset(date, noon - 3_600_000, noon - 3_599_000)).toBe(-3_600_000);
  });

  it.each([
    ['without a date', null, noon, noon],
    ['with a date that is none', 'yesterday', noon, noon],
    ['after an exchange of more than 10 s', date, noon, noon + 10_001],
    ['when the clock was set back meanwhile', date, noon, noon - 1],
  ])('is not known %s', (_, header, sentAt, receivedAt) => {
    expect(clockOffset(header, sentAt, receivedAt)).toBeUndefined();
  });
});
