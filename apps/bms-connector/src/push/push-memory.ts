import type { MeasuredReading, Reading } from '@trackingbms/telemetry';
import { judgeReading, type LastReading } from '../readings/judge-reading.js';
import type { PushTarget } from './push-target.js';

interface Heard {
  /** Epoch ms of the last push. */
  readonly at: number;
  readonly last: LastReading | undefined;
}

/** Readings as they are to be published, and what is to be remembered once they are. */
export interface JudgedPush {
  readonly readings: readonly Reading[];
  /** The device has not been heard of for longer than it should be. */
  readonly isReturn: boolean;
  readonly heard: Heard;
}

/** What each battery pushed last. Nothing is remembered of a push before it is acknowledged: it may come again. */
export class PushMemory {
  private readonly heard = new Map<string, Heard>();

  judge(target: PushTarget, measured: readonly MeasuredReading[], receivedAt: number): JudgedPush {
    const before = this.heard.get(target.key);
    let last = before?.last;
    const readings = measured.map((one) => {
      const judged = judgeReading(last, one, { rating: target.rating, receivedAt });
      last = judged.last;
      return judged.reading;
    });
    const isReturn = before === undefined || receivedAt - before.at > target.silence;
    return { readings, isReturn, heard: { at: receivedAt, last } };
  }

  /** Of two pushes at once the one with the newer reading is what the next is judged by. */
  remember({ key }: PushTarget, { heard }: JudgedPush): void {
    const known = this.heard.get(key);
    const at = Math.max(heard.at, known?.at ?? 0);
    this.heard.set(key, { at, last: newerOf(known?.last, heard.last) });
  }

  forget(key: string): void {
    this.heard.delete(key);
  }
}

function newerOf(one: LastReading | undefined, other: LastReading | undefined): LastReading | undefined {
  if (!one || !other) return one ?? other;
  return one.reading.timestamp > other.reading.timestamp ? one : other;
}
