import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/** An IPv4 or IPv6 literal as the 4 or 16 bytes of a VARBINARY(16) column. Throws a TypeError for anything else. */
export function packIpAddress(text: string): Buffer {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  if (isIPv6(text) && !text.includes('%')) return packIpv6(text);
  throw new TypeError('Not an IP address.');
}

/** The inverse of {@link packIpAddress}, IPv6 in its shortest form. Throws a TypeError for another length. */
export function unpackIpAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return [...bytes].join('.');
  if (bytes.length !== 16) throw new TypeError('A packed IP address has 4 or 16 bytes.');
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((byteAt(bytes, 2 * i) << 8) | byteAt(bytes, 2 * i + 1)).toString(16),
  );
  return new SocketAddress({ family: 'ipv6', address: groups.join(':') }).address;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function packIpv6(text: string): Buffer {
  const [head = '', tail] = withoutDots(text).split('::');
  const left = groupsOf(head);
  const right = groupsOf(tail ?? '');
  const middle = tail === undefined ? [] : Array<number>(8 - left.length - right.length).fill(0);
  return Buffer.from([...left, ...middle, ...right].flatMap((group) => [group >> 8, group & 255]));
}

function groupsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
}

/** `::ffff:10.0.0.1` written with groups only. */
function withoutDots(text: string): string {
  const last = text.slice(text.lastIndexOf(':') + 1);
  if (!isIPv4(last)) return text;
  const [a = 0, b = 0, c = 0, d = 0] = last.split('.').map(Number);
  return `${text.slice(0, -last.length)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}
