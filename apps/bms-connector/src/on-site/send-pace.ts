/** Holds a rate without remembering what went before longer than needed: each event takes its share of a second. */
export class SendPace {
  private free = 0;

  constructor(private readonly eventsPerSecond: number) {}

  /** ms to wait from now (ms, never going back) until so many events may go, which then are counted. */
  take(events: number, now: number): number {
    const start = Math.max(this.free, now);
    this.free = start + (events * 1_000) / this.eventsPerSecond;
    return start - now;
  }
}
