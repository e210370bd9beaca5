import type { TenantTransaction } from '../data-sources/tenant-transaction.js';

/** What is known of the failed sign-ins of one subject. Times in epoch milliseconds. */
export interface SignInDelay {
  readonly failures: number;
  readonly lastAttemptAt: number;
  readonly refusedUntil: number | null;
}

interface DelayRow {
  failures: number;
  last_attempt_at: Date;
  refused_until: Date | null;
}

const removedAtOnce = 100;

/** Writes `sign_in_delays`. A subject is a SHA-256 of what the sign-in is about, which need not exist. */
export class SignInDelayStore {
  constructor(private readonly tx: TenantTransaction) {}

  /** Locks the subject until the transaction ends, so that attempts at the same time are counted one by one. */
  async lock(subject: Buffer, at: number): Promise<SignInDelay> {
    await this.tx.manager.query(
      `INSERT INTO sign_in_delays (subject_hash, failures, last_attempt_at) VALUES (?, 0, ?)
       ON DUPLICATE KEY UPDATE failures = failures`,
      [subject, new Date(at)],
    );
    const [row]: DelayRow[] = await this.tx.manager.query(
      'SELECT failures, last_attempt_at, refused_until FROM sign_in_delays WHERE subject_hash = ? FOR UPDATE',
      [subject],
    );
    return {
      failures: row?.failures ?? 0,
      lastAttemptAt: row?.last_attempt_at.getTime() ?? at,
      refusedUntil: row?.refused_until?.getTime() ?? null,
    };
  }

  async save(subject: Buffer, delay: SignInDelay): Promise<void> {
    await this.tx.manager.query(
      'UPDATE sign_in_delays SET failures = ?, last_attempt_at = ?, refused_until = ? WHERE subject_hash = ?',
      [
        delay.failures,
        new Date(delay.lastAttemptAt),
        delay.refusedUntil === null ? null : new Date(delay.refusedUntil),
        subject,
      ],
    );
  }

  async clear(subject: Buffer): Promise<void> {
    await this.tx.manager.query('DELETE FROM sign_in_delays WHERE subject_hash = ?', [subject]);
  }

  /** Removes some subjects that nobody tried since `time`. */
  async removeUntouchedSince(time: number): Promise<void> {
    await this.tx.manager.query(
      `DELETE FROM sign_in_delays WHERE last_attempt_at < ? LIMIT ${removedAtOnce}`,
      [new Date(time)],
    );
  }
}
