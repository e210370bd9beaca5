const first = 250;
const longest = 10_000;

interface Failure {
  readonly error: Error;
  readonly wait: number;
  readonly until: number;
}

/** Remembers failures by key and doubles the wait with each, so that a dead thing is not asked on every request. */
export class BackOff {
  private readonly failures = new Map<string, Failure>();

  constructor(private readonly now: () => number) {}

  /** Throws the last failure again while its wait lasts. */
  throwWhileWaiting(key: string): void {
    const failure = this.failures.get(key);
    if (failure && failure.until > this.now()) throw failure.error;
  }

  failed(key: string, error: Error): void {
    const wait = Math.min((this.failures.get(key)?.wait ?? first / 2) * 2, longest);
    this.failures.set(key, { error, wait, until: this.now() + wait });
  }

  succeeded(key: string): void {
    this.failures.delete(key);
  }
}
