import { describe, expect, it } from '@jest/globals';
import { ClientAddresses } from './client-addresses.js';

const behind = new ClientAddresses(['10.0.0.0/8', 'fd00::/8']);
const request = (remoteAddress: string | undefined, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: { 'x-forwarded-for': forwarded },
});

describe('ClientAddresses', () => {
  it.each([
    ['the peer when it is no proxy of ours', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['what our proxy says', '10.1.1.1', '198.51.100.1', '198.51.100.1'],
    ['the last stranger of the chain', '10.1.1.1', '6.6.6.6, 198.51.100.1, 10.2.2.2', '198.51.100.1'],
    ['a mapped IPv4 peer as IPv4', '::ffff:10.1.1.1', '198.51.100.1', '198.51.100.1'],
    ['an address without its port', '10.1.1.1', '198.51.100.1:4711', '198.51.100.1'],
    ['IPv6 in brackets', 'fd00::1', '[2001:db8::7]:443', '2001:db8::7'],
    ['the proxy when what it says is no address', '10.1.1.1', 'unknown', '10.1.1.1'],
    ['the proxy when it says nothing', '10.1.1.1', undefined, '10.1.1.1'],
    ['no octal reading of an address', '10.1.1.1', '010.0.0.1', '10.1.1.1'],
  ])('takes %s', (_name, peer, forwarded, client) => {
    expect(behind.of(request(peer, forwarded))).toBe(client);
  });

  it('trusts nobody by default', () => {
    expect(new ClientAddresses().of(request('127.0.0.1', '198.51.100.1'))).toBe('127.0.0.1');
    expect(new ClientAddresses().of(request(undefined))).toBe('0.0.0.0');
  });
});
