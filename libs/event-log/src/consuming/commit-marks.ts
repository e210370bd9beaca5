import type { Consumer } from 'kafkajs';

/** What this member has committed and still wants to commit since it joined. */
export class CommitMarks {
  private readonly committed = new Map<string, bigint>();
  private readonly wanted = new Map<string, { topic: string; partition: number; offset: bigint }>();

  constructor(private readonly consumer: Consumer) {}

  /** A lower mark than before counts only when it is asked for. */
  want(topic: string, partition: number, offset: bigint, evenIfLower = false): void {
    const key = `${topic}/${partition}`;
    const highest = this.wanted.get(key)?.offset ?? this.committed.get(key);
    if (highest !== undefined && (offset === highest || (offset < highest && !evenIfLower))) return;
    this.wanted.set(key, { topic, partition, offset });
  }

  /** A mark that the log does not take stays wanted. */
  async commit(): Promise<void> {
    const marks = [...this.wanted];
    if (marks.length === 0) return;
    await this.consumer.commitOffsets(
      marks.map(([, { topic, partition, offset }]) => ({ topic, partition, offset: String(offset) })),
    );
    for (const [key, mark] of marks) {
      this.committed.set(key, mark.offset);
      if (this.wanted.get(key) === mark) this.wanted.delete(key);
    }
  }

  /** After a rebalance somebody else may have committed. */
  forget(): void {
    this.committed.clear();
    this.wanted.clear();
  }
}
