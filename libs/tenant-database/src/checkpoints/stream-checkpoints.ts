import { violatedKey } from '../data-sources/driver-error.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { CheckpointMoved } from './checkpoints.errors.js';

/** Which records a processor has applied to this tenant. `topicId` is the topic's UUID: a topic made anew starts at 0. */
export interface CheckpointKey {
  readonly processor: string;
  readonly topicId: string;
  readonly partition: number;
}

export interface CheckpointStep extends CheckpointKey {
  /** What {@link StreamCheckpoints.load} answered before the records were applied. */
  readonly seen: bigint;
  /** Offset of the first record not applied yet; greater than `seen`. */
  readonly next: bigint;
}

/** The tenant's own memory of what is applied: offsets below the checkpoint are, all others are not. */
export class StreamCheckpoints {
  constructor(private readonly tx: TenantTransaction) {}

  /** Offset of the first record not applied yet; 0 when there is no checkpoint. */
  async load(processor: string, topicId: string, partition: number): Promise<bigint> {
    const rows: { next_offset: number | string }[] = await this.tx.manager.query(
      'SELECT next_offset FROM stream_checkpoint WHERE processor = ? AND topic_id = ? AND partition_no = ?',
      [processor, topicId, partition],
    );
    return BigInt(rows[0]?.next_offset ?? 0);
  }

  /**
   * Moves the checkpoint in the transaction of the rows it stands for, by one statement that compares and sets.
   * Rejects with {@link CheckpointMoved} when it is no longer at `seen`: let the transaction roll back.
   */
  async advance(step: CheckpointStep): Promise<void> {
    if (step.next <= step.seen) throw new RangeError('A checkpoint only moves forward.');
    const moved = step.seen === 0n ? await this.#insert(step) : await this.#update(step);
    if (!moved) throw new CheckpointMoved(step.processor, step.partition);
  }

  /**
   * Keeps the checkpoint where it is until the transaction ends. Rejects with {@link CheckpointMoved} when it is not at
   * `seen`. One that does not exist yet cannot be locked.
   */
  async hold({ processor, topicId, partition }: CheckpointKey, seen: bigint): Promise<void> {
    const rows: { next_offset: number | string }[] = await this.tx.manager.query(
      'SELECT next_offset FROM stream_checkpoint WHERE processor = ? AND topic_id = ? AND partition_no = ? FOR UPDATE',
      [processor, topicId, partition],
    );
    if (BigInt(rows[0]?.next_offset ?? 0) !== seen) throw new CheckpointMoved(processor, partition);
  }

  async #insert(step: CheckpointStep): Promise<boolean> {
    try {
      await this.tx.manager.query(
        'INSERT INTO stream_checkpoint (processor, topic_id, partition_no, next_offset) VALUES (?, ?, ?, ?)',
        [step.processor, step.topicId, step.partition, step.next.toString()],
      );
      return true;
    } catch (error) {
      if (violatedKey(error) === undefined) throw error;
      return false;
    }
  }

  async #update(step: CheckpointStep): Promise<boolean> {
    const result: { affectedRows: number } = await this.tx.manager.query(
      'UPDATE stream_checkpoint SET next_offset = ? WHERE processor = ? AND topic_id = ? AND partition_no = ? AND next_offset = ?',
      [step.next.toString(), step.processor, step.topicId, step.partition, step.seen.toString()],
    );
    return result.affectedRows === 1;
  }
}
