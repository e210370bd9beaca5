import type { SerialReading } from '@trackingbms/device-profiles';
import type { FrameShape } from './frame-shape.js';

/** The data of each answer by its name, without frame, address and sums. */
export type Answers = ReadonlyMap<string, Buffer>;

/** One question; `accept` answers undefined for a frame that is not the answer. */
export type Ask = <T>(request: Buffer, accept: (frame: Buffer) => T | undefined) => Promise<T>;

export interface SerialRead {
  /** Names of the answers that the profile takes values from. */
  readonly wanted: ReadonlySet<string>;
  readonly ask: Ask;
  readonly setting: SerialReading;
  /** Which of the devices on the line, where the language has addresses. */
  readonly unitId: number | undefined;
}

/** How one family of makers speaks on a serial line. It has requests to read, and no others. */
export interface SerialLanguage {
  readonly shape: FrameShape;
  /** Silence before a request: what repeats an answer has come by then, and boards need it too. */
  readonly pauseMilliseconds: number;
  read(read: SerialRead): Promise<Answers>;
}
