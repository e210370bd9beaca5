import type { DeviceCommunicationV1 } from '@trackingbms/message-contracts';
import { roundTo } from '@trackingbms/telemetry';
import type { FailureKind } from '../protocols/device-failure.errors.js';

/** Why an exchange gave no reading; a push that gave a value which cannot be taken is an exchange too. */
export type ExchangeFailure = FailureKind | 'refused-value';

/** What was counted, without whose it is. */
export type PeriodFigures = Omit<DeviceCommunicationV1, 'batteryId' | 'at'> & { readonly end: number };

/** ms: by more than this a clock has been set back, and its new time counts. */
const clockStep = 1_000;

/** The exchanges with one device since its last report. Adding one makes no object: thousands are added each second. */
export class CommunicationPeriod {
  private readings = 0;
  private timed = 0;
  private milliseconds = 0;
  private longest = 0;
  private signalStrength: number | null = null;
  private readonly failures = new Map<ExchangeFailure, number>();
  private lastEnd = -Infinity;

  /** @param since epoch ms */
  constructor(private since: number) {}

  /** Whether nothing has been exchanged since the last report, and that is a while ago. */
  isAtRest(at: number): boolean {
    return this.isEmpty && Math.abs(at - this.lastEnd) >= clockStep;
  }

  /** @param milliseconds how long it took; undefined where the device was not asked */
  addReading(milliseconds: number | undefined, signalStrength: number | null): void {
    this.readings += 1;
    if (milliseconds !== undefined) {
      this.timed += 1;
      this.milliseconds += milliseconds;
      this.longest = Math.max(this.longest, milliseconds);
    }
    this.signalStrength = signalStrength ?? this.signalStrength;
  }

  addFailure(kind: ExchangeFailure): void {
    this.failures.set(kind, (this.failures.get(kind) ?? 0) + 1);
  }

  /**
   * What was counted until then (epoch ms), and the next period begins; undefined where nothing was. Two periods of a
   * battery never end at the same time, which would make them the same event.
   */
  end(at: number): PeriodFigures | undefined {
    if (this.isEmpty) return undefined;
    const end = at <= this.lastEnd && this.lastEnd - at < clockStep ? this.lastEnd + 1 : at;
    this.since = Math.min(this.since, end);
    const figures = this.figures(end);
    this.begin(end);
    return figures;
  }

  private get isEmpty(): boolean {
    return this.readings === 0 && this.failures.size === 0;
  }

  private figures(end: number): PeriodFigures {
    return {
      end,
      since: new Date(this.since).toISOString(),
      readings: this.readings,
      failures: Object.fromEntries(this.failures),
      ...(this.timed > 0 && {
        latencyMilliseconds: roundTo(this.milliseconds / this.timed, 1),
        longestLatencyMilliseconds: this.longest,
      }),
      ...(this.signalStrength !== null && { signalStrength: this.signalStrength }),
    };
  }

  private begin(at: number): void {
    this.since = at;
    this.lastEnd = at;
    this.readings = 0;
    this.timed = 0;
    this.milliseconds = 0;
    this.longest = 0;
    this.signalStrength = null;
    this.failures.clear();
  }
}
