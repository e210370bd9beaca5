import { violatedKey } from '../data-sources/driver-error.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { type StoredUser, toStoredUser } from './stored-user.js';
import { UserEntity, type UserRole } from './user.entity.js';
import { UsersExist } from './users.errors.js';

export interface FirstUser {
  readonly uuid: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly passwordHash: string;
  readonly role: UserRole;
  readonly mustChangePassword: boolean;
}

/** The first user has this id, so that two requests at the same time cannot make two first users. */
const firstUserId = 1;

/** Writes `users`. Times in epoch milliseconds. */
export class UserStore {
  constructor(private readonly tx: TenantTransaction) {}

  /** As the database compares names: without regard to case, accents and trailing spaces. */
  async byUsername(username: string): Promise<StoredUser | null> {
    const row = await this.tx.manager.getRepository(UserEntity).findOneBy({ username });
    return row && toStoredUser(row);
  }

  async byId(id: number): Promise<StoredUser | null> {
    const row = await this.tx.manager.getRepository(UserEntity).findOneBy({ id });
    return row && toStoredUser(row);
  }

  /** Answers the id. Rejects with {@link UsersExist}. */
  async insertFirst(user: FirstUser, at: number): Promise<number> {
    const [found]: unknown[] = await this.tx.manager.query('SELECT 1 FROM users LIMIT 1');
    if (found !== undefined) throw new UsersExist();
    try {
      await this.#insert(firstUserId, user, at);
    } catch (error) {
      throw violatedKey(error) === undefined ? error : new UsersExist();
    }
    return firstUserId;
  }

  async recordSignIn(userId: number, at: number): Promise<void> {
    await this.tx.manager.query(
      `UPDATE users SET last_login = ?, last_activity = ?, failed_login_attempts = 0, locked_until = NULL WHERE id = ?`,
      [new Date(at), new Date(at), userId],
    );
  }

  /** For administrators to see: what delays a sign-in is in `sign_in_delays`. */
  async recordFailure(userId: number, failures: number, lockedUntil: number | null): Promise<void> {
    await this.tx.manager.query('UPDATE users SET failed_login_attempts = ?, locked_until = ? WHERE id = ?', [
      failures,
      lockedUntil === null ? null : new Date(lockedUntil),
      userId,
    ]);
  }

  /** The same password under a hash made by today's rules; nothing when it was changed meanwhile. */
  async replaceHash(userId: number, from: string, to: string): Promise<void> {
    await this.tx.manager.query('UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?', [
      to,
      userId,
      from,
    ]);
  }

  /** False when the password is no longer the one of `from`. */
  async changePassword(
    userId: number,
    change: { readonly from: string; readonly to: string; readonly at: number },
  ): Promise<boolean> {
    const { affectedRows }: { affectedRows: number } = await this.tx.manager.query(
      `UPDATE users SET password_hash = ?, force_password_change = FALSE, password_expires_at = NULL,
       updated_at = ?, version = version + 1 WHERE id = ? AND password_hash = ?`,
      [change.to, new Date(change.at), userId, change.from],
    );
    return affectedRows === 1;
  }

  async #insert(id: number, user: FirstUser, at: number): Promise<void> {
    await this.tx.manager.query(
      `INSERT INTO users (id, uuid, username, email, password_hash, first_name, last_name, role, force_password_change,
       created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        user.uuid,
        user.username,
        user.email,
        user.passwordHash,
        user.firstName,
        user.lastName,
        user.role,
        user.mustChangePassword,
        new Date(at),
        new Date(at),
      ],
    );
  }
}
