const firstMilliseconds = 100;
const longestMilliseconds = 30_000;

/** Remembers who failed lately, so that a dead database is asked ever less often. Doubles, with jitter, up to 30 s. */
export class BackOff {
  readonly #failures = new Map<string, { count: number; until: number }>();

  constructor(
    private readonly now: () => number,
    private readonly random: () => number,
  ) {}

  isWaiting(key: string): boolean {
    return this.now() < (this.#failures.get(key)?.until ?? 0);
  }

  failed(key: string): void {
    const count = (this.#failures.get(key)?.count ?? 0) + 1;
    const longest = Math.min(firstMilliseconds * 2 ** (count - 1), longestMilliseconds);
    this.#failures.set(key, { count, until: this.now() + longest * (0.5 + this.random() / 2) });
  }

  succeeded(key: string): void {
    this.#failures.delete(key);
  }
}
