import type { CanFrame } from '../../canbus/can-frame.js';

/** Parts of a report, in their order, that have come so far. */
interface Unfinished {
  readonly message: number;
  readonly frames: CanFrame[];
  length: number;
  /** ms, of the last part. */
  at: number;
}

const longestReport = 8 * 1_024;
const mostUnfinished = 32;
/** A part that comes later than this after the one before belongs to another report with the same number. */
const longestPause = 1_000;
const sequenceNumbers = 16;

/** Kinds of parts, by bits 13 and 12 of the id. */
const part = { first: 0, next: 1, last: 2, only: 3 } as const;

/**
 * Puts reports of several CAN frames together: ThingSet 0.6, frame type 1. A part that is missing, out of order or of
 * another report ends the report that it should have belonged to. Bounded, whatever comes.
 */
export class MultiFrameReports {
  private readonly unfinished = new Map<number, Unfinished>();

  /** All frames of the report that this one completes. */
  take(frame: CanFrame, at: number): readonly CanFrame[] | undefined {
    const { id } = frame;
    const sender = ((id >> 8) & 0xf00) | (id & 0xff);
    const kind = (id >> 12) & 3;
    const message = (id >> 14) & 3;
    if (kind === part.first || kind === part.only) this.begin(sender, { message, frames: [], length: 0, at });
    const report = this.unfinished.get(sender);
    if (!report) return undefined;
    if (report.message !== message || !continues(report, frame, at)) return this.forget(sender);
    report.frames.push(frame);
    report.length += frame.data.length;
    report.at = at;
    if (kind === part.first || kind === part.next) return undefined;
    this.unfinished.delete(sender);
    return report.frames;
  }

  private begin(sender: number, report: Unfinished): void {
    if (this.unfinished.size >= mostUnfinished) this.unfinished.clear();
    this.unfinished.set(sender, report);
  }

  private forget(sender: number): undefined {
    this.unfinished.delete(sender);
  }
}

function continues({ frames, length, at: before }: Unfinished, { id, data }: CanFrame, at: number): boolean {
  const sequence = (id >> 8) & 0xf;
  const isNext = sequence === frames.length % sequenceNumbers;
  return isNext && at - before <= longestPause && length + data.length <= longestReport;
}
