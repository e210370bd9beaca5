import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasDecimals, isDay, isIpLiteral } from './field-rules.js';

describe('an IP literal', () => {
  it.each(['127.0.0.1', '10.255.0.1', '::1', 'fd00::1:2', '::ffff:10.0.0.1'])('is %s', (text) => {
    expect(isIpLiteral(text)).toBe(true);
  });

  it.each([
    '010.0.0.1',
    '0x7f.0.0.1',
    '2130706433',
    '127.1',
    '256.0.0.1',
    ' 127.0.0.1',
    '127.0.0.1:80',
    '[::1]',
    'fe80::1%eth0',
    'localhost',
    '',
    null,
    7,
  ])('is not %s', (text) => expect(isIpLiteral(text)).toBe(false));
});

describe('a day', () => {
  it.each(['2024-02-29', '1999-12-31'])('is %s', (text) => expect(isDay(text)).toBe(true));
  it.each(['2025-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', '', null])('is not %s', (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe('decimals', () => {
  it('are counted as a column would keep them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), (hundredths) => {
        expect(hasDecimals(hundredths / 100, 2)).toBe(true);
        expect(hasDecimals((hundredths * 10 + 5) / 1000, 2)).toBe(false);
      }),
    );
    expect(hasDecimals(1e-7, 2)).toBe(false);
    expect(hasDecimals('1', 2)).toBe(false);
  });
});
