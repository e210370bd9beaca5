import { DeviceFailure } from '../device-failure.errors.js';
import { cborHead, cborMajor, type CborHead } from './cbor-head.js';

/** Bytes of one item at most. */
export const maxItemLength = 64 * 1024;

/** Finds where an item ends while its bytes come piece by piece; no byte is looked at twice. */
export class CborItemEnd {
  private pendingItems = 1;

  /** Offset of the item's first byte. */
  constructor(private at: number) {}

  /** `bytes` is all that has come. Undefined while some are missing; throws for an item that is too large. */
  find(bytes: Buffer): number | undefined {
    while (this.pendingItems > 0) {
      const head = cborHead(bytes, this.at);
      if (head === undefined) return undefined;
      const next = head.end + contentLength(head);
      this.refuseBeyondLimits(next, this.pendingItems - 1 + children(head));
      if (next > bytes.length) return undefined;
      this.at = next;
      this.pendingItems += children(head) - 1;
    }
    return this.at;
  }

  private refuseBeyondLimits(length: number, items: number): void {
    // Every item has a byte at least.
    if (length + items > maxItemLength) throw new DeviceFailure('garbled', 'an item too long to be one');
  }
}

const contentLength = ({ major, argument }: CborHead): number =>
  major === cborMajor.bytes || major === cborMajor.text ? argument : 0;

function children({ major, argument }: CborHead): number {
  if (major === cborMajor.array) return argument;
  if (major === cborMajor.map) return 2 * argument;
  return major === cborMajor.tag ? 1 : 0;
}
