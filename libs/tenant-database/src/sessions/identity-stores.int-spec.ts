import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLogStore } from '../audit/audit-log-store.js';
import { packIpAddress } from '../ip-addresses/packed-ip-address.js';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/index.js';
import { UserStore } from '../users/user-store.js';
import { UsersExist } from '../users/users.errors.js';
import { RefreshTokenStore } from './refresh-token-store.js';
import { SessionStore } from './session-store.js';
import { SignInDelayStore } from './sign-in-delay-store.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest();
const client = { userAgentHash: hashOf('browser'), ipAddress: packIpAddress('198.51.100.1') };
const at = Date.UTC(2026, 4, 1, 12);

describe('the stores of identity', () => {
  let fresh: FreshTenantDatabase;

  const inTransaction: FreshTenantDatabase['connections']['inTransaction'] = (tenantId, work) =>
    fresh.connections.inTransaction(tenantId, work);
  const user = (username: string) => ({
    uuid: randomUUID(),
    username,
    email: `${username}@example.com`,
    firstName: 'Ada',
    lastName: 'L',
    passwordHash: 'hash-1',
    role: 'super_admin' as const,
    mustChangePassword: true,
  });
  const openSession = async (): Promise<string> => {
    const id = randomUUID();
    await inTransaction(fresh.tenantId, (tx) =>
      new SessionStore(tx).open({ id, userId: 1, createdAt: at, expiresAt: at + 86_400_000, ...client }),
    );
    return id;
  };

  beforeAll(async () => {
    fresh = await freshTenantDatabase();
    const outcomes = await Promise.allSettled(
      ['ada', 'eve', 'bob'].map((name) =>
        inTransaction(fresh.tenantId, (tx) => new UserStore(tx).insertFirst(user(name), at)),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(UsersExist);
    }
    await inTransaction(fresh.tenantId, (tx) =>
      tx.manager.query("UPDATE users SET username = 'ada', email = 'ada@example.com'"),
    );
  });

  afterAll(() => fresh.drop());

  it('reads a user as it was written', async () => {
    const found = await fresh.connections.reading(fresh.tenantId, (tx) =>
      new UserStore(tx).byUsername('ADA'),
    );
    expect(found).toMatchObject({
      id: 1,
      username: 'ada',
      role: 'super_admin',
      allowedLocations: null,
      permissions: null,
      isActive: true,
      mustChangePassword: true,
    });
    expect(await fresh.connections.reading(fresh.tenantId, (tx) => new UserStore(tx).byId(99))).toBeNull();
  });

  it('changes a password only from the one it was decided on', async () => {
    const change = (from: string, to: string) =>
      inTransaction(fresh.tenantId, (tx) => new UserStore(tx).changePassword(1, { from, to, at }));
    expect(await change('hash-0', 'hash-2')).toBe(false);
    expect(await change('hash-1', 'hash-2')).toBe(true);
    const read = await fresh.connections.reading(fresh.tenantId, (tx) => new UserStore(tx).byId(1));
    expect(read).toMatchObject({ passwordHash: 'hash-2', mustChangePassword: false });
  });

  it('lets one of twenty users of a refresh token win', async () => {
    const sessionId = await openSession();
    const tokenHash = hashOf(sessionId);
    await inTransaction(fresh.tenantId, (tx) =>
      new RefreshTokenStore(tx).insert({ tokenHash, sessionId, createdAt: at, expiresAt: at + 60_000 }),
    );
    const wins = await Promise.all(
      Array.from({ length: 20 }, (_, one) =>
        inTransaction(fresh.tenantId, (tx) =>
          new RefreshTokenStore(tx).use(
            tokenHash,
            { successorHash: hashOf(`s${one}`), successorSealed: Buffer.from(`s${one}`) },
            at + 1,
          ),
        ),
      ),
    );
    expect(wins.filter(Boolean)).toHaveLength(1);
    const stored = await fresh.connections.reading(fresh.tenantId, (tx) =>
      new RefreshTokenStore(tx).byHash(tokenHash),
    );
    expect(stored).toMatchObject({
      sessionId,
      usedAt: at + 1,
      successorHash: hashOf(`s${wins.indexOf(true)}`),
    });
  });

  it('does not let an expired refresh token be used', async () => {
    const sessionId = await openSession();
    const tokenHash = hashOf(`expired ${sessionId}`);
    const used = await inTransaction(fresh.tenantId, async (tx) => {
      const tokens = new RefreshTokenStore(tx);
      await tokens.insert({ tokenHash, sessionId, createdAt: at, expiresAt: at + 10 });
      return tokens.use(tokenHash, { successorHash: hashOf('n'), successorSealed: Buffer.of(1) }, at + 10);
    });
    expect(used).toBe(false);
  });

  it('ends a session once, and the others of a user together', async () => {
    const [kept, other] = [await openSession(), await openSession()];
    const end = () =>
      inTransaction(fresh.tenantId, (tx) => new SessionStore(tx).end(other, 'signed_out', at));
    expect([await end(), await end()]).toEqual([true, false]);
    const third = await openSession();
    const ended = await inTransaction(fresh.tenantId, (tx) =>
      new SessionStore(tx).endOthers(1, kept, 'password_changed', at),
    );
    expect(ended).toContain(third);
    expect(ended).not.toContain(kept);
    expect(ended).not.toContain(other);
  });

  it('knows the addresses that a user signed in from, and nothing of users that are not there', async () => {
    await openSession();
    const from = (username: string, address: string) =>
      fresh.connections.reading(fresh.tenantId, (tx) =>
        new SessionStore(tx).hasSignedInFrom(username, packIpAddress(address), at - 1),
      );
    expect(await from('ada', '198.51.100.1')).toBe(true);
    expect(await from('ada', '198.51.100.2')).toBe(false);
    expect(await from('nobody', '198.51.100.1')).toBe(false);
  });

  it('counts attempts at the same time one by one', async () => {
    const subject = hashOf('name:ada');
    const attempt = () =>
      inTransaction(fresh.tenantId, async (tx) => {
        const delays = new SignInDelayStore(tx);
        const { failures } = await delays.lock(subject, at);
        await delays.save(subject, { failures: failures + 1, lastAttemptAt: at, refusedUntil: at + 5 });
        return failures;
      });
    const seen = await Promise.all(Array.from({ length: 12 }, attempt));
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, one) => one));
    await inTransaction(fresh.tenantId, (tx) => new SignInDelayStore(tx).removeUntouchedSince(at));
    expect(await attempt()).toBe(12);
    await inTransaction(fresh.tenantId, (tx) => new SignInDelayStore(tx).clear(subject));
    expect(await attempt()).toBe(0);
  });

  it('adds audit rows and removes sessions that expired long ago with their tokens', async () => {
    await inTransaction(fresh.tenantId, async (tx) => {
      await new AuditLogStore(tx).record({
        userId: 1,
        eventType: 'auth',
        action: 'sign-in',
        status: 'failure',
        ipAddress: client.ipAddress,
        userAgent: 'x'.repeat(2_000),
        reason: 'wrong-password',
        at,
      });
      await new SessionStore(tx).removeExpired(1, at + 90_000_000);
    });
    const count = async (sql: string): Promise<number> => {
      const [row]: { n: number }[] = await fresh.connections.reading(fresh.tenantId, (tx) =>
        tx.manager.query(sql),
      );
      return Number(row?.n);
    };
    expect(await count("SELECT COUNT(*) n FROM audit_logs WHERE error_message = 'wrong-password'")).toBe(1);
    expect(await count('SELECT COUNT(*) n FROM sessions')).toBe(0);
    expect(await count('SELECT COUNT(*) n FROM refresh_tokens')).toBe(0);
  });
});
