import type { CanFrame } from '../can-frame.js';
import type { RawFrames } from '../../raw-frames.js';
import type { RawValues } from '../../raw-value.js';

/** The newest of everything that a profile wants, out of what comes unasked. Bounded, however much comes. */
export interface FrameAssembly<Frame = CanFrame> {
  /** Whether something wanted has come since the last reading. */
  readonly hasNews: boolean;
  /** When what came can be read: a device that has been silent gets a cycle to send everything once. */
  readonly settledAt: number;
  /** Whether the frames behind the values will be asked for. */
  keepsFrames: boolean;
  /** Answers whether the frame holds anything wanted. */
  take(frame: Frame, at: number): boolean;
  isWhole(now: number): boolean;
  /** What is young enough by source; the same values are news only once. Throws a `DeviceFailure`. */
  read(now: number, rawFrames?: RawFrames): RawValues;
}
