import { isIPv4, isIPv6 } from 'node:net';

/** An IPv4 or IPv6 literal as the 4 or 16 bytes of a VARBINARY(16) column. Throws a TypeError for anything else. */
export function packIpAddress(text: string): Buffer {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  if (!isIPv6(text) || text.includes('%')) throw new TypeError('Not an IP address.');
  const [head = '', tail] = canonical(text).split('::');
  const left = groupsOf(head);
  const right = groupsOf(tail ?? '');
  const middle = Array.from({ length: 8 - left.length - right.length }, () => 0);
  return Buffer.from([...left, ...middle, ...right].flatMap((group) => [group >> 8, group & 255]));
}

/** The inverse of {@link packIpAddress}, IPv6 in its canonical form. Throws a TypeError for another length. */
export function unpackIpAddress(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join('.');
  if (bytes.length !== 16) throw new TypeError('A packed IP address has 4 or 16 bytes.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(2 * index).toString(16));
  return canonical(groups.join(':'));
}

/** The URL parser writes every form of IPv6, dotted ones included, as RFC 5952 wants. */
function canonical(ipv6: string): string {
  return new URL(`http://[${ipv6}]`).hostname.slice(1, -1);
}

function groupsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
}
