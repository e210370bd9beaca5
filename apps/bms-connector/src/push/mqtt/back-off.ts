const shortest = 500;
const longest = 30_000;
const jitter = 0.5;

/** ms until the next attempt: twice as long each time, up to half a minute, a part of it by chance. */
export class BackOff {
  private pause = shortest;

  constructor(private readonly random: () => number = Math.random) {}

  next(): number {
    const now = this.pause;
    this.pause = Math.min(longest, 2 * now);
    return Math.round(now * (1 - jitter * this.random()));
  }

  reset(): void {
    this.pause = shortest;
  }
}
