import { describe, expect, it } from '@jest/globals';
import { AddressDelays, addressRule } from './address-delays.js';

/** Attempts that are admitted before the first is refused. */
function patienceWith(delays: AddressDelays, address: (attempt: number) => string): number {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (!delays.admit(address(attempt), 1_000).admitted) return attempt;
  }
  return Infinity;
}

describe('AddressDelays', () => {
  it('counts an IPv4 address, and a whole network of IPv6', () => {
    expect(patienceWith(new AddressDelays(), () => '198.51.100.1')).toBe(addressRule.free + 1);
    expect(patienceWith(new AddressDelays(), (one) => `198.51.100.${one}`)).toBe(Infinity);
    expect(patienceWith(new AddressDelays(), (one) => `2001:db8::${one}`)).toBe(addressRule.free + 1);
    expect(patienceWith(new AddressDelays(), (one) => `2001:db8:0:${one}::1`)).toBe(Infinity);
  });

  it('takes back one attempt for a success, not all of them', () => {
    const delays = new AddressDelays();
    patienceWith(delays, () => '198.51.100.1');
    delays.succeeded('198.51.100.1');
    expect(patienceWith(delays, () => '198.51.100.1')).toBe(1);
  });

  it('forgets the longest untouched when there are too many', () => {
    const delays = new AddressDelays(2);
    patienceWith(delays, () => '198.51.100.1');
    delays.admit('198.51.100.2', 1_000);
    delays.admit('198.51.100.3', 1_000);
    expect(delays.admit('198.51.100.1', 1_000).admitted).toBe(true);
  });
});
