import type { OutgoingRecord } from './outgoing-event.js';

/** Lengths, attributes and offset deltas of a record and its headers, at their longest. */
const overhead = 48;

/** Uncompressed size on the wire, never too low. */
export function recordBytes({ key, value, headers }: OutgoingRecord): number {
  let bytes = overhead + (value?.length ?? 0) + (key === null ? 0 : Buffer.byteLength(key));
  for (const name in headers)
    bytes += overhead / 4 + Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? '');
  return bytes;
}
