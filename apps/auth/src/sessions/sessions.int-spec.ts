import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { walkRoutes } from '@trackingbms/service-kit';
import { decodeJwt } from 'jose';
import { type AuthUnderTest, quickHasher, startAuth } from '../testing/auth-under-test.js';
import { graceMilliseconds } from './token-family.js';

const password = 'correct horse battery staple';
const minute = 60_000;
const browser = { 'user-agent': 'browser', 'x-forwarded-for': '198.51.100.7' };

describe('sessions', () => {
  let auth: AuthUnderTest;
  let networks = 0;

  const signIn = (changes: object = {}, headers: Record<string, string> = browser) =>
    auth.post('/v1/auth/sign-in', { tenant: auth.slug, username: 'admin', password, ...changes }, headers);
  const refresh = (refreshToken: unknown, headers: Record<string, string> = browser) =>
    auth.post('/v1/auth/refresh', { refreshToken }, headers);
  const bearer = (body: Record<string, unknown>) => ({
    authorization: `Bearer ${String(body['accessToken'])}`,
  });
  /** A stranger's address that was never used before. */
  const elsewhere = () => ({ ...browser, 'x-forwarded-for': `203.0.113.${(networks += 1)}` });

  beforeAll(async () => {
    auth = await startAuth();
    const passwordHash = await quickHasher().hash(password);
    await auth.query(
      `INSERT INTO users (uuid, username, email, password_hash, first_name, last_name, role, language,
       allowed_locations, created_at, updated_at)
       VALUES (UUID(), 'admin', 'a@example.com', ?, 'A', 'B', 'operator', 'en', '[4, 9]', NOW(), NOW())`,
      [passwordHash],
    );
  });

  beforeEach(async () => {
    auth.ahead = 0;
    await auth.query('DELETE FROM sign_in_delays');
  });

  afterAll(() => auth.stop());

  it('declares the access of every route', () => {
    const routes = walkRoutes(auth.service.app).map(({ method, path, access }) => [
      `${method} ${path}`,
      access?.kind === 'permission' ? access.permission : access?.kind,
    ]);
    expect(Object.fromEntries(routes)).toEqual({
      'POST /v1/auth/sign-in': 'public',
      'POST /v1/auth/refresh': 'public',
      'POST /v1/auth/sign-out': 'session:own',
      'GET /v1/auth/me': 'session:own',
      'POST /v1/auth/change-password': 'session:own',
      'POST /internal/tenants/:tenantId/first-user': 'internal',
      'GET /.well-known/jwks.json': 'public',
    });
  });

  it('opens a session whose token says who, what and how much of the fleet', async () => {
    const { status, body } = await signIn({ username: ' ADMIN ' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ tokenType: 'Bearer', expiresIn: 300, mustChangePassword: false });
    expect(decodeJwt(String(body['accessToken']))).toMatchObject({
      aud: 'trackingbms',
      tenant: auth.tenant.tenantId,
      uid: 1,
      role: 'operator',
      scope: { locations: [4, 9], batteryTypes: null },
      lang: 'en',
    });
    const me = await auth.get('/v1/auth/me', bearer(body));
    expect(me.body).toMatchObject({ username: 'admin', tenant: { slug: auth.slug }, language: 'en' });
    expect(JSON.stringify(me.body)).not.toMatch(/argon2|passwordHash/);
    const keys = await auth.get('/.well-known/jwks.json');
    expect(JSON.stringify(keys.body)).not.toContain('"d"');
  });

  it('answers every wrong sign-in with the same words', async () => {
    await auth.query("UPDATE users SET is_active = TRUE WHERE username = 'admin'");
    const wrong = [
      await signIn({ password: 'wrong wrong wrong' }),
      await signIn({ username: 'nobody' }),
      await signIn({ username: 'ádmin' }),
      await signIn({ tenant: 'no-such-client' }),
    ];
    await auth.query("UPDATE users SET is_active = FALSE WHERE username = 'admin'");
    wrong.push(await signIn());
    await auth.query("UPDATE users SET is_active = TRUE WHERE username = 'admin'");
    await auth.announce({ status: 'suspended' });
    wrong.push(await signIn());
    await auth.announce({ status: 'archived' });
    wrong.push(await signIn());
    await auth.announce({ status: 'active' });
    const told = wrong.map(({ status, body }) => [status, { ...body, correlationId: '' }]);
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(wrong[0]).toMatchObject({ status: 401, body: { code: 'AUTH.SIGN_IN_REFUSED' } });
  });

  it.each([
    ['an unknown field', { remember: true }],
    ['a number for a password', { password: 12 }],
    ['a password without end', { password: 'x'.repeat(300) }],
    ['no user name', { username: '' }],
    ['an object for a user name', { username: { $ne: '' } }],
  ])('refuses %s without touching the tenant', async (_name, changes) => {
    expect((await signIn(changes)).status).toBe(400);
  });

  it('keeps one successor for twenty refreshes at the same time', async () => {
    const { body } = await signIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(body['refreshToken'])));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(answers.map((answer) => answer.body['refreshToken']));
    expect(successors.size).toBe(1);
    expect(successors).not.toContain(body['refreshToken']);
    const [next] = [...successors];
    expect((await refresh(next)).status).toBe(200);
  });

  it('keeps no token that opens a session in the database', async () => {
    const { body } = await signIn();
    const next = (await refresh(body['refreshToken'])).body['refreshToken'];
    const rows = await auth.query('SELECT * FROM refresh_tokens');
    const stored =
      JSON.stringify(rows) +
      rows
        .map((row) =>
          Object.values(row as object)
            .map(String)
            .join(),
        )
        .join();
    for (const token of [body['refreshToken'], next]) {
      const secret = String(token).split('.')[1] ?? '';
      expect(stored).not.toContain(secret);
    }
  });

  it.each([
    ['after the grace', graceMilliseconds + 1, browser],
    ['from another client', 0, { ...browser, 'user-agent': 'another' }],
    ['from another address', 0, { ...browser, 'x-forwarded-for': '198.51.100.99' }],
  ])('ends the whole session when a token is used again %s', async (_name, later, client) => {
    const { body } = await signIn();
    const successor = (await refresh(body['refreshToken'])).body;
    auth.ahead = later;
    expect((await refresh(body['refreshToken'], client)).body['code']).toBe('AUTH.SESSION_ENDED');
    auth.ahead = 0;
    expect((await refresh(successor['refreshToken'])).status).toBe(401);
    expect((await auth.get('/v1/auth/me', bearer(successor))).body['code']).toBe('ACCESS.TOKEN_INVALID');
    const [audit] = await auth.query(
      "SELECT event_type FROM audit_logs WHERE action = 'refresh-token-reused' ORDER BY id DESC LIMIT 1",
    );
    expect(audit).toEqual({ event_type: 'security' });
  });

  it.each([
    ['text that is no token', () => 'x'],
    ['a token that was never given out', () => `1.${'A'.repeat(43)}`],
    ['the right secret with another tenant', (token: string) => `1.${token.split('.')[1]}`],
  ])('refuses %s', async (_name, change) => {
    const { body } = await signIn();
    expect((await refresh(change(String(body['refreshToken'])))).status).toBe(401);
  });

  it('ends a session that was not used, and one that is old however much it was used', async () => {
    const { body } = await signIn();
    auth.ahead = 168 * 60 * minute;
    expect((await refresh(body['refreshToken'])).status).toBe(401);
    auth.ahead = 0;
    let token = (await signIn()).body['refreshToken'];
    for (let days = 6; days < 30; days += 6) {
      auth.ahead = days * 24 * 60 * minute;
      token = (await refresh(token)).body['refreshToken'];
      expect(token).toBeDefined();
    }
    auth.ahead = 30 * 24 * 60 * minute;
    expect((await refresh(token)).status).toBe(401);
  });

  it('stops prolonging when the user or the tenant is closed', async () => {
    const [first, second] = [(await signIn()).body, (await signIn()).body];
    await auth.announce({ status: 'suspended' });
    expect((await refresh(first['refreshToken'])).status).toBe(401);
    await auth.announce({ status: 'active' });
    expect((await refresh(first['refreshToken'])).status).toBe(200);
    await auth.query("UPDATE users SET is_active = FALSE WHERE username = 'admin'");
    expect((await refresh(second['refreshToken'])).status).toBe(401);
    await auth.query("UPDATE users SET is_active = TRUE WHERE username = 'admin'");
    expect((await refresh(second['refreshToken'])).status).toBe(401);
  });

  it('ends the session at sign-out, for its tokens of both kinds', async () => {
    const { body } = await signIn();
    expect((await auth.post('/v1/auth/sign-out', {}, bearer(body))).status).toBe(204);
    expect((await auth.get('/v1/auth/me', bearer(body))).status).toBe(401);
    expect((await refresh(body['refreshToken'])).status).toBe(401);
  });

  it('slows down guessing more and more, for a name that exists as for one that does not, and ends by itself', async () => {
    const waits = async (username: string) => {
      const seen: (string | null)[] = [];
      auth.ahead = 0;
      for (let attempt = 0; attempt < 8; attempt += 1) {
        expect((await signIn({ username, password: 'guess guess guess' }, elsewhere())).status).toBe(401);
        const next = await signIn({ username, password: 'guess guess guess' }, elsewhere());
        seen.push(next.status === 429 ? next.headers.get('retry-after') : null);
        auth.ahead += next.status === 429 ? Number(next.headers.get('retry-after')) * 1_000 : 0;
      }
      return seen;
    };
    const known = await waits('admin');
    expect(await waits('nobody')).toEqual(known);
    expect(known.filter((wait) => wait !== null).map(Number)).toEqual([1, 2, 4, 8, 16, 32]);
    auth.ahead += 1_000;
  });

  it('lets the holder in from where they were before while strangers are delayed', async () => {
    expect((await signIn()).status).toBe(200);
    for (let attempt = 0; attempt < 6; attempt += 1)
      await signIn({ password: 'guess guess guess' }, elsewhere());
    expect((await signIn({}, elsewhere())).status).toBe(429);
    expect((await signIn()).status).toBe(200);
  });

  it('counts attempts at the same time one by one', async () => {
    const from = elsewhere();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => signIn({ username: 'parallel', password: 'guess guess guess' }, from)),
    );
    const tried = answers.filter(({ status }) => status === 401);
    expect(tried).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('delays an address whatever names it tries', async () => {
    const from = elsewhere();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 33; attempt += 1) {
      statuses.push((await signIn({ tenant: 'no-such-client', username: `name-${attempt}` }, from)).status);
    }
    expect(statuses.indexOf(429)).toBe(31);
    auth.ahead = 20 * minute;
    expect((await signIn({ tenant: 'no-such-client' }, from)).status).toBe(401);
  });

  it('writes down each attempt, and makes a hash of yesterday anew', async () => {
    const outdated = '$argon2id$v=19$m=1024,t=3,p=1$';
    const { PasswordHasher } = await import('../users/password-hasher.js');
    const older = new PasswordHasher({ memoryKibibytes: 1_024, iterations: 3, parallelism: 1 });
    await auth.query('UPDATE users SET password_hash = ? WHERE id = 1', [await older.hash(password)]);
    await auth.query('DELETE FROM audit_logs');
    await signIn({ password: 'wrong wrong wrong' });
    await signIn();
    expect(
      await auth.query('SELECT user_id, action, status, error_message AS reason FROM audit_logs ORDER BY id'),
    ).toEqual([
      { user_id: 1, action: 'sign-in', status: 'failure', reason: 'wrong-password' },
      { user_id: 1, action: 'sign-in', status: 'success', reason: null },
    ]);
    const [row] = await auth.query<{ password_hash: string }>('SELECT password_hash FROM users WHERE id = 1');
    expect(row?.password_hash.startsWith(outdated)).toBe(false);
    expect((await signIn()).status).toBe(200);
  });
});
