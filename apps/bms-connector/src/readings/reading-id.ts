import { hash } from 'node:crypto';

/** The namespace of everything that happens to a battery at a time: made once, never changed. */
const namespace = Buffer.from('7f3d9a2e5b8c4f169c0e2a6d4b1f8e37', 'hex');

/**
 * UUIDv5 of what happened to which battery when (epoch ms): the same fact gets the same id however often and by
 * whomever it is made, so that readers drop repeats.
 */
export function batteryFactId(fact: string, batteryKey: string, at: number): string {
  const name = Buffer.from(`${batteryKey}/${at}/${fact}`);
  const digest = hash('sha1', Buffer.concat([namespace, name]), 'buffer');
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex', 0, 16);
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join('-');
}
