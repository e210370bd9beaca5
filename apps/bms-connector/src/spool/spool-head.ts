import { open } from 'node:fs/promises';
import { decodeRecords } from './spool-record.js';
import type { SpoolSegment } from './spool-segment.js';

export interface SpooledRecord {
  readonly sequence: number;
  readonly payload: Buffer;
}

const chunkLength = 1024 * 1024 + 64;

/** Reads one segment from its front, in pieces; bytes appended later are seen by later calls. */
export class SegmentReader {
  private offset = 0;
  private sequence: number;

  constructor(readonly segment: SpoolSegment) {
    this.sequence = segment.first;
  }

  get isDone(): boolean {
    return this.sequence >= this.segment.first + this.segment.count;
  }

  /** The next records, none when all that is there was read. Throws when the file no longer holds what was written. */
  async next(): Promise<SpooledRecord[]> {
    const length = Math.min(chunkLength, this.segment.bytes - this.offset);
    if (length <= 0) return [];
    const bytes = Buffer.alloc(length);
    const handle = await open(this.segment.path, 'r');
    try {
      await handle.read(bytes, 0, length, this.offset);
    } finally {
      await handle.close();
    }
    const { payloads, validLength } = decodeRecords(bytes);
    if (payloads.length === 0) throw new Error('a spooled record is damaged');
    this.offset += validLength;
    return payloads.map((payload) => ({ sequence: this.sequence++, payload }));
  }
}
