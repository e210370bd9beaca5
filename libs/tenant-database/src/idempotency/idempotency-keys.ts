import { violatedKey } from '../data-sources/driver-error.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';

/** One request of one user under a key of theirs. */
export interface IdempotentRequest {
  readonly userId: number;
  /** 1 to 255 printable ASCII characters. */
  readonly key: string;
  /** SHA-256 of what was asked: method, path and body. */
  readonly requestHash: Buffer;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** `first`: carry the request out and record its answer. `other`: the key stands for another request. */
export type KeyClaim =
  | { readonly outcome: 'first' }
  | { readonly outcome: 'repeat'; readonly answer: RecordedAnswer }
  | { readonly outcome: 'other' };

interface KeyRow {
  request_hash: Buffer;
  /** Text, not JSON: a repeat gets the very same bytes. */
  answer: string;
}

const sweptAtOnce = 50;

/**
 * Keeps the answers of requests beside what the requests changed, in the same transaction: an answer is recorded exactly
 * when its effect is. A repeat at the same time waits for the first one to end.
 */
export class IdempotencyKeys {
  constructor(private readonly tx: TenantTransaction) {}

  async claim(request: IdempotentRequest, at: number): Promise<KeyClaim> {
    try {
      await this.tx.manager.query(
        'INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, created_at) VALUES (?, ?, ?, ?)',
        [request.userId, request.key, request.requestHash, new Date(at)],
      );
      return { outcome: 'first' };
    } catch (error) {
      if (violatedKey(error) === undefined) throw error;
      return this.#known(request);
    }
  }

  async record({ userId, key }: IdempotentRequest, answer: RecordedAnswer): Promise<void> {
    await this.tx.manager.query(
      'UPDATE idempotency_keys SET answer = ? WHERE user_id = ? AND idempotency_key = ?',
      [JSON.stringify(answer), userId, key],
    );
  }

  /** Forgets some of the answers made before a time. Leaves alone what another transaction holds. */
  async forgetBefore(time: number): Promise<void> {
    const old: { user_id: number; idempotency_key: string }[] = await this.tx.manager.query(
      `SELECT user_id, idempotency_key FROM idempotency_keys WHERE created_at < ?
       ORDER BY created_at LIMIT ${sweptAtOnce} FOR UPDATE SKIP LOCKED`,
      [new Date(time)],
    );
    if (old.length === 0) return;
    const keys = old.map(({ user_id, idempotency_key }) => [user_id, idempotency_key]);
    await this.tx.manager.query('DELETE FROM idempotency_keys WHERE (user_id, idempotency_key) IN (?)', [
      keys,
    ]);
  }

  async #known({ userId, key, requestHash }: IdempotentRequest): Promise<KeyClaim> {
    const [row]: KeyRow[] = await this.tx.manager.query(
      'SELECT request_hash, answer FROM idempotency_keys WHERE user_id = ? AND idempotency_key = ?',
      [userId, key],
    );
    if (!row?.request_hash.equals(requestHash)) return { outcome: 'other' };
    return { outcome: 'repeat', answer: JSON.parse(row.answer) as RecordedAnswer };
  }
}
