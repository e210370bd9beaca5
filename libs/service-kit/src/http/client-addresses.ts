import { BlockList, isIP } from 'node:net';
import { Injectable } from '@nestjs/common';

const mappedIpv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const withPort = /^(?:\[([0-9a-f:.]+)\]|(\d+\.\d+\.\d+\.\d+)):\d+$/i;
const mostHops = 20;

interface AddressedRequest {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Finds the address a request really comes from: the peer, and while that is one of our own proxies, the address that
 * it says it was called from. What stands before the first stranger was written by a stranger and counts for nothing.
 */
@Injectable()
export class ClientAddresses {
  private readonly proxies = new BlockList();

  /** @param ranges our proxies, as `10.0.0.0/8` or `fd00::/8`; none means that the peer is always the client. */
  constructor(ranges: readonly string[] = []) {
    for (const range of ranges) {
      const [address = '', prefix = ''] = range.split('/');
      this.proxies.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
    }
  }

  /** An IPv4 or IPv6 literal; `0.0.0.0` when the peer is gone. */
  of({ socket, headers }: AddressedRequest): string {
    let client = plainAddress(socket.remoteAddress ?? '') ?? '0.0.0.0';
    for (const hop of forwardedHops(headers['x-forwarded-for'])) {
      if (!this.isProxy(client)) return client;
      const before = plainAddress(hop);
      if (before === null) return client;
      client = before;
    }
    return client;
  }

  private isProxy(address: string): boolean {
    return this.proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
}

/** The last proxy writes last. */
function forwardedHops(header: string | string[] | undefined): string[] {
  return [header ?? []].flat().join(',').split(',').slice(-mostHops).reverse();
}

function plainAddress(text: string): string | null {
  const trimmed = text.trim();
  const [, bracketed, dotted] = withPort.exec(trimmed) ?? [];
  const address = bracketed ?? dotted ?? trimmed;
  const plain = mappedIpv4.exec(address)?.[1] ?? address;
  return isIP(plain) === 0 || plain.includes('%') ? null : plain;
}
