/** How long each failed partition waits, doubling with every failure in a row. */
export class PartitionBackOffs {
  private readonly attempts = new Map<string, number>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly firstMilliseconds: number,
    private readonly longestMilliseconds: number,
  ) {}

  /** Calls `resume` when the wait is over. Answers how often the partition has failed in a row. */
  failed(partition: string, resume: () => void): number {
    const attempt = (this.attempts.get(partition) ?? 0) + 1;
    this.attempts.set(partition, attempt);
    const wait = Math.min(this.firstMilliseconds * 2 ** (attempt - 1), this.longestMilliseconds);
    clearTimeout(this.timers.get(partition));
    const timer = setTimeout(resume, wait * (0.75 + Math.random() / 2));
    this.timers.set(partition, timer);
    return attempt;
  }

  succeeded(partition: string): void {
    this.attempts.delete(partition);
  }

  /** Ends all waits without calling back. The number of failures is kept. */
  cancel(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
