import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';

/** Times in epoch milliseconds. Tokens are known by their SHA-256 only. */
export interface StoredRefreshToken {
  readonly tokenHash: Buffer;
  readonly sessionId: string;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly successorHash: Buffer | null;
  readonly successorSealed: Buffer | null;
}

export interface NewRefreshToken {
  readonly tokenHash: Buffer;
  readonly sessionId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What follows a token: its hash, and itself so that only the token it follows opens it. */
export interface TokenSuccessor {
  readonly successorHash: Buffer;
  readonly successorSealed: Buffer;
}

/** Writes `refresh_tokens`. */
export class RefreshTokenStore {
  constructor(private readonly tx: TenantTransaction) {}

  async insert(token: NewRefreshToken): Promise<void> {
    await this.tx.manager.query(
      'INSERT INTO refresh_tokens (token_hash, session_id, created_at, expires_at) VALUES (?, ?, ?, ?)',
      [token.tokenHash, token.sessionId, new Date(token.createdAt), new Date(token.expiresAt)],
    );
  }

  async byHash(tokenHash: Buffer): Promise<StoredRefreshToken | null> {
    const row = await this.tx.manager.getRepository(RefreshTokenEntity).findOneBy({ tokenHash });
    return (
      row && {
        tokenHash: row.tokenHash,
        sessionId: row.sessionId,
        expiresAt: row.expiresAt.getTime(),
        usedAt: row.usedAt?.getTime() ?? null,
        successorHash: row.successorHash,
        successorSealed: row.successorSealed,
      }
    );
  }

  /** Of all who use a token at the same time, one gets true: one statement decides, and the others wait for its commit. */
  async use(tokenHash: Buffer, successor: TokenSuccessor, at: number): Promise<boolean> {
    const { affectedRows }: { affectedRows: number } = await this.tx.manager.query(
      `UPDATE refresh_tokens SET used_at = ?, successor_hash = ?, successor_sealed = ?
       WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?`,
      [new Date(at), successor.successorHash, successor.successorSealed, tokenHash, new Date(at)],
    );
    return affectedRows === 1;
  }
}
