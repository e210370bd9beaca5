import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The addresses that the operator lets this connector reach. None given, none reached. */
export class DeviceRanges {
  private constructor(private readonly ranges: readonly Range[]) {}

  /** Throws a `RangeError` that names the text which is no CIDR range. */
  static parse(texts: readonly string[]): DeviceRanges {
    return new DeviceRanges(
      texts.map((text) => {
        if (!isRange(text))
          throw new RangeError(`${text} is no CIDR range, for example 10.1.0.0/16 or fd00::/8`);
        return ipaddr.parseCIDR(text);
      }),
    );
  }

  /** The address as it is to be dialled, undefined when it is no plain IP address or outside every range. */
  admitted(text: string): string | undefined {
    const address = literal(text);
    const inside = this.ranges.some(
      ([range, bits]) => address?.kind() === range.kind() && address.match(range, bits),
    );
    return inside ? address?.toString() : undefined;
  }
}

export function isRange(text: string): boolean {
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
