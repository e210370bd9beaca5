import type { Framer } from '../tcp-link.js';
import type { FrameShape } from './frame-shape.js';

interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds the sound frames in a stream of bytes, whatever lies between them. A beginning that promises more bytes than
 * have come does not hide a sound frame after it: noise that looks like a beginning would else swallow the answer.
 * Holds no more than the longest frame that the shape allows.
 */
export class ResyncFramer implements Framer<Buffer> {
  private pending: Buffer = Buffer.alloc(0);
  /** Bytes skipped so far. */
  noise = 0;

  constructor(private readonly shape: FrameShape) {}

  push(chunk: Buffer): Buffer[] {
    this.pending = Buffer.concat([this.pending, chunk]);
    const frames: Buffer[] = [];
    let scanned = this.scan();
    while (scanned.frame) {
      const { from, to } = scanned.frame;
      frames.push(this.pending.subarray(from, to));
      this.skip(from);
      this.pending = this.pending.subarray(to - from);
      scanned = this.scan();
    }
    this.skip(scanned.hopeless);
    // A copy, because a piece of a few bytes would keep the whole chunk it came in.
    this.pending = Buffer.from(this.pending);
    return frames;
  }

  private skip(bytes: number): void {
    this.noise += bytes;
    this.pending = this.pending.subarray(bytes);
  }

  /** The first sound frame; without one, how many bytes can no longer become part of any. */
  private scan(): { readonly frame?: Place; readonly hopeless: number } {
    const { shape, pending } = this;
    let hopeless: number | undefined;
    for (let from = pending.indexOf(shape.start); from >= 0; from = pending.indexOf(shape.start, from + 1)) {
      const rest = pending.subarray(from);
      const length = shape.lengthOf(rest);
      if (length === undefined || length > rest.length) hopeless ??= from;
      else if (length > 0 && shape.isSound(rest.subarray(0, length))) {
        return { frame: { from, to: from + length }, hopeless: from };
      }
    }
    return { hopeless: hopeless ?? this.pending.length - this.beginnings() };
  }

  /** Bytes at the end that may be the beginning of a start mark of several bytes. */
  private beginnings(): number {
    const { start } = this.shape;
    for (let count = Math.min(start.length - 1, this.pending.length); count > 0; count--) {
      if (this.pending.subarray(this.pending.length - count).equals(start.subarray(0, count))) return count;
    }
    return 0;
  }
}
