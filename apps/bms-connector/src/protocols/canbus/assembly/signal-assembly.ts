import type { FieldSource } from '@trackingbms/device-profiles';
import type { RawFrames } from '../../raw-frames.js';
import type { RawScalar, RawValue, RawValues } from '../../raw-value.js';
import { frameName, type CanFrame } from '../can-frame.js';
import type { FrameAssembly } from '../listening/frame-assembly.js';
import type { SignalValue } from '../dbc/message-decoder.js';
import {
  frameKey,
  signalKey,
  type PlannedSignal,
  type PlannedSource,
  type SignalPlan,
} from './signal-plan.js';

interface Seen {
  readonly value: SignalValue;
  /** ms, when its frame came. */
  readonly at: number;
  readonly frame: CanFrame | undefined;
}

/**
 * The latest of every signal that a profile wants, each with its age. Times are those of any clock that does not
 * go back, in ms. Bounded by the profile's signals, however many frames come.
 */
export class SignalAssembly implements FrameAssembly {
  private readonly seen = new Map<string, Seen>();
  private lastFrameAt = -Infinity;
  private begunAt = -Infinity;
  private news = false;
  /** Whether the frames behind the values will be asked for. */
  keepsFrames = false;

  constructor(private readonly plan: SignalPlan) {}

  /** Whether a wanted signal has come since the last reading. */
  get hasNews(): boolean {
    return this.news;
  }

  /** When what came can be read: a device that has been silent gets a cycle to send everything once. */
  get settledAt(): number {
    return this.begunAt + this.plan.cycle;
  }

  /** Answers whether the frame holds anything wanted. */
  take(frame: CanFrame, at: number): boolean {
    const key = frameKey(frame);
    const values = this.plan.decoders.get(key)?.decode(frame.data) ?? [];
    if (values.length === 0) return false;
    if (at - this.lastFrameAt > this.plan.maxAge) this.begunAt = at;
    this.lastFrameAt = at;
    this.news = true;
    const kept = this.keepsFrames ? frame : undefined;
    for (const value of values) this.seen.set(signalKey(key, value.signal.name), { value, at, frame: kept });
    return true;
  }

  /** Whether everything wanted is there, so that nothing has to be waited for. */
  isWhole(now: number): boolean {
    return this.plan.sources.every(({ signals }) =>
      signals.every(({ key }) => this.young(key, now) !== undefined),
    );
  }

  /** What is young enough by source; the same values are news only once. The frames behind it go to `rawFrames`. */
  read(now: number, rawFrames?: RawFrames): RawValues {
    this.news = false;
    if (rawFrames) this.tellFrames(now, rawFrames);
    const values = new Map<FieldSource, RawValue>();
    for (const planned of this.plan.sources) {
      const value = this.valueOf(planned, now);
      if (value !== null) values.set(planned.source, value);
    }
    return values;
  }

  /** Null where nothing of it is known. */
  private valueOf({ signals, isList, asWord }: PlannedSource, now: number): RawValue {
    const scalars = signals.map((signal) => this.scalar(signal, asWord, now));
    if (!isList) return scalars[0] ?? null;
    return scalars.every((each) => each === null) ? null : scalars;
  }

  private scalar({ key, invalidKey }: PlannedSignal, asWord: boolean, now: number): RawScalar {
    const value = this.young(key, now);
    if (!value || this.isInvalid(invalidKey, now)) return null;
    return asWord ? (value.signal.words.get(Number(value.raw)) ?? null) : value.value;
  }

  /** A value whose flag is not known is not known either. */
  private isInvalid(invalidKey: string | undefined, now: number): boolean {
    return invalidKey !== undefined && this.young(invalidKey, now)?.value !== 0;
  }

  private young(key: string, now: number): SignalValue | undefined {
    const seen = this.seen.get(key);
    return seen && this.isYoung(seen, now) ? seen.value : undefined;
  }

  private isYoung({ at }: Seen, now: number): boolean {
    return now - at <= this.plan.maxAge;
  }

  /** Each frame once, in the order in which they came. */
  private tellFrames(now: number, rawFrames: RawFrames): void {
    const young = [...this.seen.values()].filter((seen) => this.isYoung(seen, now));
    const inOrder = young.sort((a, b) => a.at - b.at).flatMap(({ frame }) => frame ?? []);
    for (const frame of new Set(inOrder)) {
      rawFrames.begin(frameName(frame));
      rawFrames.add(frame.data);
    }
  }
}
