import type { Reading } from '@trackingbms/telemetry';
import type { DecodedReading } from '../device-profiles/decode-reading.js';
import type { PollTarget } from '../fleet-view/poll-target.js';
import { judgeReading, type LastReading } from './judge-reading.js';

/** Judges each battery's reading by the one before it. */
export class ReadingHistory {
  private readonly last = new Map<string, LastReading>();

  /** The full reading at this time (epoch ms), with what is impossible set aside and its quality stated. */
  assess(target: PollTarget, decoded: DecodedReading, at: number, communicationErrors: number): Reading {
    const measured = { ...decoded, timestamp: at, communicationErrors };
    const { rating, key } = target;
    const { reading, last } = judgeReading(this.last.get(key), measured, { rating, receivedAt: at });
    this.last.set(key, last);
    return reading;
  }

  forget(key: string): void {
    this.last.delete(key);
  }
}
