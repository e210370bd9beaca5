import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { SessionEntity, type SessionEndReason } from './session.entity.js';

/** What a session is bound to, to tell its holder from a thief. */
export interface SessionClient {
  /** SHA-256 of the User-Agent header. */
  readonly userAgentHash: Buffer;
  /** 4 or 16 bytes: see `packIpAddress`. */
  readonly ipAddress: Buffer;
}

/** Times in epoch milliseconds. */
export interface StoredSession {
  readonly id: string;
  readonly userId: number;
  readonly createdAt: number;
  /** No refresh prolongs the session beyond this time. */
  readonly expiresAt: number;
  readonly endedAt: number | null;
  readonly userAgentHash: Buffer | null;
  readonly ipAddress: Buffer | null;
}

export type NewSession = Pick<StoredSession, 'id' | 'userId' | 'createdAt' | 'expiresAt'> & SessionClient;

/** Writes `sessions`: one sign-in each, and the family of refresh tokens that comes of it. */
export class SessionStore {
  constructor(private readonly tx: TenantTransaction) {}

  async open(session: NewSession): Promise<void> {
    const at = new Date(session.createdAt);
    await this.tx.manager.query(
      `INSERT INTO sessions (id, user_id, created_at, last_used_at, expires_at, user_agent_hash, ip_address)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        session.id,
        session.userId,
        at,
        at,
        new Date(session.expiresAt),
        session.userAgentHash,
        session.ipAddress,
      ],
    );
  }

  async byId(id: string): Promise<StoredSession | null> {
    const row = await this.tx.manager.getRepository(SessionEntity).findOneBy({ id });
    return (
      row && {
        id: row.id,
        userId: row.userId,
        createdAt: row.createdAt.getTime(),
        expiresAt: row.expiresAt.getTime(),
        endedAt: row.endedAt?.getTime() ?? null,
        userAgentHash: row.userAgentHash,
        ipAddress: row.ipAddress,
      }
    );
  }

  /** The session was used by this client: the next use is compared with it. */
  async touch(id: string, client: SessionClient, at: number): Promise<void> {
    await this.tx.manager.query(
      'UPDATE sessions SET last_used_at = ?, user_agent_hash = ?, ip_address = ? WHERE id = ?',
      [new Date(at), client.userAgentHash, client.ipAddress, id],
    );
  }

  /** False when it had ended before: whoever gets true tells the others. */
  async end(id: string, reason: SessionEndReason, at: number): Promise<boolean> {
    const { affectedRows }: { affectedRows: number } = await this.tx.manager.query(
      'UPDATE sessions SET ended_at = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL',
      [new Date(at), reason, id],
    );
    return affectedRows === 1;
  }

  /** Ends the user's other sessions; answers which. */
  async endOthers(userId: number, keptId: string, reason: SessionEndReason, at: number): Promise<string[]> {
    const rows: { id: string }[] = await this.tx.manager.query(
      'SELECT id FROM sessions WHERE user_id = ? AND id <> ? AND ended_at IS NULL FOR UPDATE',
      [userId, keptId],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return ids;
    await this.tx.manager.query(
      `UPDATE sessions SET ended_at = ?, end_reason = ? WHERE id IN (${ids.map(() => '?').join(', ')})`,
      [new Date(at), reason, ...ids],
    );
    return ids;
  }

  /** Whether a user of this name has signed in from this address since then. */
  async hasSignedInFrom(username: string, ipAddress: Buffer, since: number): Promise<boolean> {
    const rows: unknown[] = await this.tx.manager.query(
      `SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE u.username = ? AND s.ip_address = ? AND s.created_at > ? LIMIT 1`,
      [username, ipAddress, new Date(since)],
    );
    return rows.length > 0;
  }

  /** Removes the user's sessions that expired before `time`, with their refresh tokens. */
  async removeExpired(userId: number, time: number): Promise<void> {
    await this.tx.manager.query('DELETE FROM sessions WHERE user_id = ? AND expires_at < ?', [
      userId,
      new Date(time),
    ]);
  }
}
