import ipaddr from 'ipaddr.js';

interface DeviceRange {
  /** The only client that may reach it; undefined: everybody may. */
  readonly tenantId: number | undefined;
  readonly network: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
}

/** `10.3.0.0/16`, or `3@10.3.0.0/16` for client 3 alone. */
const entry = /^(?:([1-9]\d{0,9})@)?([^@]+)$/;

/** The addresses that the operator lets this connector reach. None given, none reached. */
export class DeviceRanges {
  private constructor(private readonly ranges: readonly DeviceRange[]) {}

  /** Throws a `RangeError` that names the text which is no CIDR range. */
  static parse(texts: readonly string[]): DeviceRanges {
    return new DeviceRanges(texts.map(parsed));
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  /**
   * The address as it is to be dialled for a client (or for nobody in particular), undefined when it is no plain IP
   * address or not theirs to reach. Of the ranges that are bound to clients the narrowest around an address decides;
   * one that is bound to others is closed, whatever is open to everybody.
   */
  admitted(text: string, tenantId?: number): string | undefined {
    const address = literal(text);
    if (!address) return undefined;
    const around = this.ranges.filter(
      ({ network, bits }) => address.kind() === network.kind() && address.match(network, bits),
    );
    const bound = around.filter((range) => range.tenantId !== undefined);
    const narrowest = Math.max(...bound.map(({ bits }) => bits));
    const isOpen =
      bound.length > 0
        ? bound.some((range) => range.bits === narrowest && range.tenantId === tenantId)
        : around.length > 0;
    return isOpen ? address.toString() : undefined;
  }
}

function parsed(text: string): DeviceRange {
  const [, tenant, cidr = ''] = entry.exec(text) ?? [];
  if (!isCidr(cidr)) {
    throw new RangeError(
      `${text} is no CIDR range, for example 10.1.0.0/16, fd00::/8 or 3@10.3.0.0/16 for client 3 alone`,
    );
  }
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return { tenantId: tenant === undefined ? undefined : Number(tenant), network, bits };
}

export function isRange(text: string): boolean {
  const [, , cidr] = entry.exec(text) ?? [];
  return cidr !== undefined && isCidr(cidr);
}

function isCidr(text: string): boolean {
  const [address = '', bits = ''] = text.split('/');
  return /^\d{1,3}$/.test(bits) && literal(address) !== undefined && ipaddr.isValidCIDR(text);
}

/** Only the forms that have one meaning: no octal, hexadecimal or short IPv4, no zone; a mapped IPv4 is that IPv4. */
function literal(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!ipaddr.IPv6.isValid(text) || text.includes('%')) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}
