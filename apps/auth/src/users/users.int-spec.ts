import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type AuthUnderTest, startAuth } from '../testing/auth-under-test.js';

const person = { username: 'admin', email: 'admin@example.com', firstName: 'Ada', lastName: 'L' };
const chosen = 'a much better password';

describe('the first user', () => {
  let auth: AuthUnderTest;
  let first: Answer;

  const path = (tenantId: number = auth.tenant.tenantId) => `/internal/tenants/${tenantId}/first-user`;
  const signIn = (password: unknown) =>
    auth.post('/v1/auth/sign-in', { tenant: auth.slug, username: 'admin', password });
  const bearer = ({ body }: Answer) => ({ authorization: `Bearer ${String(body['accessToken'])}` });
  const change = (from: Answer, currentPassword: unknown, newPassword: unknown) =>
    auth.post('/v1/auth/change-password', { currentPassword, newPassword }, bearer(from));

  beforeAll(async () => {
    auth = await startAuth();
  });

  afterAll(() => auth.stop());

  it.each([
    ['a service', 'gateway'],
    ['the service itself', 'auth'],
  ])('cannot be made by %s', async (_name, caller) => {
    expect((await auth.post(path(), person, auth.operator(caller))).status).toBe(401);
  });

  it.each([
    ['an unknown field', { role: 'admin' }, 400],
    ['a user name that is a sentence', { username: 'me and you' }, 400],
    ['no e-mail address', { email: 'x' }, 400],
    ['a short password', { password: 'short' }, 422],
    ['a common password', { password: 'Motdepasse123' }, 422],
    ['a password of the user name', { password: 'adminadminadmin' }, 422],
  ])('cannot be made with %s', async (_name, changes, status) => {
    expect((await auth.post(path(), { ...person, ...changes }, auth.operator())).status).toBe(status);
  });

  it('cannot be made for a client that is not there', async () => {
    expect((await auth.post(path(7), person, auth.operator())).status).toBe(404);
  });

  it('is made once, with a password that is told once', async () => {
    const answers = await Promise.all(
      ['admin', 'second', 'third'].map((username, one) =>
        auth.post(path(), { ...person, username, email: `${one}@example.com` }, auth.operator()),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const made = answers.find(({ status }) => status === 201);
    await auth.query("UPDATE users SET username = 'admin'");
    expect(String(made?.body['password']).length).toBeGreaterThanOrEqual(24);
    first = await signIn(made?.body['password']);
    expect(first).toMatchObject({ status: 200, body: { mustChangePassword: true } });
    first.body['password'] = made?.body['password'];
  });

  it('can do nothing else before the password is changed', async () => {
    const me = await auth.get('/v1/auth/me', bearer(first));
    expect(me.body).toMatchObject({
      role: 'super_admin',
      permissions: ['session:own'],
      mustChangePassword: true,
    });
  });

  it.each([
    ['a wrong present password', 'not my password', chosen, 'PASSWORD.CURRENT_WRONG'],
    ['a short new one', null, 'short', 'PASSWORD.REFUSED'],
  ])('does not change the password with %s', async (_name, current, next, code) => {
    const answer = await change(first, current ?? first.body['password'], next);
    expect([answer.status, answer.body['code']]).toEqual([422, code]);
  });

  it('does not keep the present password as the new one', async () => {
    const answer = await change(first, first.body['password'], first.body['password']);
    expect(answer.body['errors']).toMatchObject([{ pointer: '/newPassword', code: 'UNCHANGED' }]);
  });

  it('changes it, ends the other sessions and keeps this one with all permissions', async () => {
    const other = await signIn(first.body['password']);
    expect((await change(first, first.body['password'], chosen)).status).toBe(204);
    expect((await auth.get('/v1/auth/me', bearer(other))).status).toBe(401);
    expect((await auth.post('/v1/auth/refresh', { refreshToken: other.body['refreshToken'] })).status).toBe(
      401,
    );
    const refreshed = await auth.post('/v1/auth/refresh', { refreshToken: first.body['refreshToken'] });
    expect(refreshed.body['mustChangePassword']).toBe(false);
    const me = await auth.get('/v1/auth/me', bearer(refreshed));
    expect(me.body['permissions']).toContain('users:write');
    expect((await signIn(first.body['password'])).status).toBe(401);
    expect((await signIn(chosen)).status).toBe(200);
  });

  it('cannot change the password by the token of a session that has ended', async () => {
    const ended = await signIn(chosen);
    await auth.query('UPDATE sessions SET ended_at = NOW() WHERE ended_at IS NULL');
    expect((await change(ended, chosen, 'yet another password')).body['code']).toBe('AUTH.SESSION_ENDED');
  });

  it('writes who changed it and who failed', async () => {
    const rows = await auth.query<{ status: string }>(
      "SELECT status FROM audit_logs WHERE action = 'change-password' ORDER BY id",
    );
    expect(rows.map(({ status }) => status)).toEqual(['failure', 'success']);
  });
});
