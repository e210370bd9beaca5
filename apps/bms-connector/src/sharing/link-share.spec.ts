import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shareCount, shareOf } from './link-share.js';

describe('the share of a link', () => {
  it('is one of the shares, and the same every time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const share = shareOf(name);
        expect(share >= 0 && share < shareCount && share === shareOf(name)).toBe(true);
      }),
    );
  });

  it('never changes: replicas of two releases have to agree on it', () => {
    const links = ['modbus/tcp/10.0.0.1/502', 'modbus/tcp/10.0.0.2/502', 'thingset/http/fd00::1/80', '1/7'];
    expect(links.map(shareOf)).toEqual([0, 29, 39, 31]);
  });

  it.each([
    ['addresses', (index: number) => `modbus/tcp/10.1.${index >> 8}.${index & 255}/502`],
    ['ports', (index: number) => `thingset/tcp/127.0.0.1/${20_000 + index}`],
  ])('is about as often each of them for %s in a row', (_, link) => {
    const used = new Map<number, number>();
    for (let index = 0; index < 6_400; index += 1) {
      const share = shareOf(link(index));
      used.set(share, (used.get(share) ?? 0) + 1);
    }
    expect(used.size).toBe(shareCount);
    for (const links of used.values()) expect(Math.abs(links - 100)).toBeLessThan(50);
  });
});
