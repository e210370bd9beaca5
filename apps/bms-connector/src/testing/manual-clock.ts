import type { Clock } from '../polling/clock.js';

interface Alarm {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that a test moves; callbacks run in the order of their times, with everything they started settled in between. */
export class ManualClock implements Clock {
  private alarms: Alarm[] = [];
  private time = Date.UTC(2026, 0, 1);

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const alarm = { at: this.time + milliseconds, callback };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  get pending(): number {
    return this.alarms.length;
  }

  /** Resolves after that many ms, as this clock sees it. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.after(milliseconds, resolve));
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await settled();
      const next = this.alarms.reduce<Alarm | undefined>(
        (first, alarm) => (alarm.at <= end && (!first || alarm.at < first.at) ? alarm : first),
        undefined,
      );
      if (!next) break;
      this.alarms = this.alarms.filter((alarm) => alarm !== next);
      this.time = Math.max(this.time, next.at);
      next.callback();
    }
    this.time = end;
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
