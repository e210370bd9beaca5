import { assessReading, trackUnchanged, type Reading, type UnchangedValues } from '@trackingbms/telemetry';
import type { DecodedReading } from '../device-profiles/decode-reading.js';
import type { PollTarget } from '../fleet-view/poll-target.js';

interface LastReading {
  readonly reading: Reading;
  readonly unchanged: UnchangedValues;
}

/** Judges each battery's reading by the one before it. */
export class ReadingHistory {
  private readonly last = new Map<string, LastReading>();

  /** The full reading at this time (epoch ms), with what is impossible set aside and its quality stated. */
  assess(target: PollTarget, decoded: DecodedReading, at: number, communicationErrors: number): Reading {
    const before = this.last.get(target.key);
    const measured = { ...decoded, timestamp: at, communicationErrors };
    const { reading } = assessReading(measured, {
      ...target.rating,
      receivedAt: at,
      previous: before?.reading ?? null,
      unchanged: before?.unchanged ?? null,
    });
    this.last.set(target.key, { reading, unchanged: trackUnchanged(before?.unchanged ?? null, reading) });
    return reading;
  }

  forget(key: string): void {
    this.last.delete(key);
  }
}
