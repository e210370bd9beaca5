import type { OutgoingEvent } from '@trackingbms/event-log';
import type { Clock } from '../polling/clock.js';
import { communicationCounted, type BatteryRef } from './battery-events.js';
import { CommunicationPeriod, type ExchangeFailure } from './communication-period.js';

export interface CountedBattery extends BatteryRef {
  /** One for each battery. */
  readonly key: string;
}

interface Counted {
  readonly battery: CountedBattery;
  readonly period: CommunicationPeriod;
  readonly turn: Set<Counted>;
}

type Send = (events: readonly OutgoingEvent[]) => void;

const second = 1_000;

/**
 * Counts the exchanges with each battery and reports them once a period. The batteries take turns, so many each
 * second: thousands do not report in one burst. A battery without an exchange in a whole period is forgotten.
 */
export class CommunicationCounts {
  private readonly counted = new Map<string, Counted>();
  private readonly turns: readonly Set<Counted>[];
  private nextTurn = 0;
  private newcomersTurn = 0;
  private send: Send = () => undefined;
  private cancelTimer: () => void = () => undefined;
  private stopped = false;

  /** @param periodSeconds a whole number of 1 and more */
  constructor(
    private readonly clock: Clock,
    periodSeconds: number,
  ) {
    this.turns = Array.from({ length: periodSeconds }, () => new Set<Counted>());
  }

  /** What was counted before is reported too. */
  start(send: Send): void {
    this.send = send;
    this.arm();
  }

  /** Reports everything that was counted; what comes later is not counted. */
  stop(): void {
    this.cancelTimer();
    for (const counted of this.counted.values()) this.report(counted);
    this.stopped = true;
    this.counted.clear();
  }

  /** @param milliseconds how long the reading took; undefined where the device was not asked */
  read(battery: CountedBattery, milliseconds: number | undefined, signalStrength: number | null): void {
    if (!this.stopped) this.periodOf(battery).addReading(milliseconds, signalStrength);
  }

  failed(battery: CountedBattery, kind: ExchangeFailure): void {
    if (!this.stopped) this.periodOf(battery).addFailure(kind);
  }

  /** Does not wait for the battery's turn: somebody wants to see it, or the battery goes to another process. */
  reportNow(key: string): void {
    const counted = this.counted.get(key);
    if (counted) this.report(counted);
  }

  private periodOf(battery: CountedBattery): CommunicationPeriod {
    return (this.counted.get(battery.key) ?? this.add(battery)).period;
  }

  private add(battery: CountedBattery): Counted {
    this.newcomersTurn = (this.newcomersTurn + 1) % this.turns.length;
    const turn = this.turns[this.newcomersTurn] as Set<Counted>;
    const counted = { battery, period: new CommunicationPeriod(this.clock.now()), turn };
    turn.add(counted);
    this.counted.set(battery.key, counted);
    return counted;
  }

  private arm(): void {
    this.cancelTimer = this.clock.after(second, () => {
      this.arm();
      this.takeTurn();
    });
  }

  private takeTurn(): void {
    const turn = this.turns[this.nextTurn] as Set<Counted>;
    this.nextTurn = (this.nextTurn + 1) % this.turns.length;
    const now = this.clock.now();
    for (const counted of turn) {
      if (counted.period.isAtRest(now)) this.drop(counted);
      else this.report(counted);
    }
  }

  private report({ battery, period }: Counted): void {
    const figures = period.end(this.clock.now());
    if (figures) this.send([communicationCounted(battery, figures)]);
  }

  private drop(counted: Counted): void {
    this.counted.delete(counted.battery.key);
    counted.turn.delete(counted);
  }
}
