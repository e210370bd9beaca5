import { createHash } from 'node:crypto';

/** Name space of our UUIDv5 (RFC 9562), made once. */
const nameSpace = Buffer.from('5f0c7a0e6d5b4b6e9a4e0d1c7b3f2a91', 'hex');

/** The same topic of the same cluster has the same id for ever: see ADR 0003. */
export function streamIdentity(clusterId: string, physicalTopic: string): string {
  const digest = createHash('sha1').update(nameSpace).update(`${clusterId}/${physicalTopic}`).digest();
  const bytes = digest.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
