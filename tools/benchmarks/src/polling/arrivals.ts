/** What a far side saw of one window of time. */
export interface PollCount {
  readonly devices: number;
  /** Requests that came after another one of the same device. */
  readonly polls: number;
  /** Of these, those that came within 5 % of the interval after the one before. */
  readonly onTime: number;
  /** Polls that did not come at all. */
  readonly missed: number;
  /** ms, the worst distance of an interval from what it should be. */
  readonly worst: number;
}

const tolerance = 0.05;

/** When each device was asked; the devices are numbered from 0, times are ms. */
export class Arrivals {
  private readonly last: Float64Array;
  private measuring = false;
  private polls = 0;
  private onTime = 0;
  private worst = 0;

  constructor(
    devices: number,
    private readonly interval: number,
  ) {
    this.last = new Float64Array(devices).fill(Number.NaN);
  }

  /** Devices that have been asked at least once. */
  get seen(): number {
    return this.last.reduce((count, at) => count + (Number.isNaN(at) ? 0 : 1), 0);
  }

  record(device: number, now: number): void {
    const before = this.last[device] ?? Number.NaN;
    this.last[device] = now;
    if (!this.measuring || Number.isNaN(before)) return;
    const away = Math.abs(now - before - this.interval);
    this.polls += 1;
    this.worst = Math.max(this.worst, away);
    if (away <= this.interval * tolerance) this.onTime += 1;
  }

  begin(): void {
    this.measuring = true;
  }

  end(now: number): PollCount {
    this.measuring = false;
    const missed = this.last.reduce((sum, at) => sum + this.overdue(now - at), 0);
    const { polls, onTime, worst } = this;
    return { devices: this.last.length, polls, onTime, missed, worst };
  }

  private overdue(silence: number): number {
    if (Number.isNaN(silence)) return 1;
    return silence > this.interval * (1 + tolerance) ? Math.floor(silence / this.interval) : 0;
  }
}
