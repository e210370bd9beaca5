import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompactedTopicReader } from '@trackingbms/event-log';
import { decodeEvent, type KnownEvent, topics } from '@trackingbms/message-contracts';
import { type AuthUnderTest, quickHasher, startAuth, until } from '../testing/auth-under-test.js';

const password = 'correct horse battery staple';

describe('identity events', () => {
  let auth: AuthUnderTest;
  let reader: CompactedTopicReader;
  const events: KnownEvent[] = [];
  const keys: (string | null)[] = [];

  const signIn = (changes: object = {}) =>
    auth.post(
      '/v1/auth/sign-in',
      { tenant: auth.slug, username: 'admin', password, ...changes },
      { 'x-correlation-id': 'from-a-test' },
    );

  beforeAll(async () => {
    auth = await startAuth();
    await auth.query(
      `INSERT INTO users (uuid, username, email, password_hash, first_name, last_name, role, created_at, updated_at)
       VALUES (UUID(), 'admin', 'a@example.com', ?, 'A', 'B', 'admin', NOW(), NOW())`,
      [await quickHasher().hash(password)],
    );
    // Reads every record from the beginning, whatever the topic keeps.
    reader = new CompactedTopicReader(auth.kafka.settings, {
      topic: topics.identity,
      onEntry: (record) => {
        const decoded = decodeEvent({ headers: record.headers, value: record.value });
        if (!decoded.ok) throw new Error(decoded.reason);
        events.push(decoded.event);
        keys.push(record.key);
      },
    });
    await reader.start();
  });

  afterAll(async () => {
    await reader.stop();
    await auth.stop();
  });

  it('tells of sign-ins, refusals and ends, by ids only', async () => {
    const { body } = await signIn();
    await signIn({ password: 'wrong wrong wrong' });
    await signIn({ username: 'nobody' });
    await auth.post('/v1/auth/sign-out', {}, { authorization: `Bearer ${String(body['accessToken'])}` });
    await until(() => events.length >= 4);
    expect(events.map(({ type }) => type)).toEqual([
      'com.trackingbms.SignedIn.v1',
      'com.trackingbms.SignInRefused.v1',
      'com.trackingbms.SignInRefused.v1',
      'com.trackingbms.SessionRevoked.v1',
    ]);
    const { tenantId } = auth.tenant;
    expect(keys).toEqual([`${tenantId}/user/1`, `${tenantId}/user/1`, `${tenantId}`, `${tenantId}/user/1`]);
    expect(events[0]).toMatchObject({ tenantId, source: '/auth', correlationId: 'from-a-test' });
    expect(events[2]?.data).toEqual({ reason: 'unknown-user', refusedAt: expect.any(String) });
    expect(events[3]?.data).toMatchObject({ reason: 'signed-out', userId: 1 });
    expect(JSON.stringify(events)).not.toMatch(/admin|nobody|example/);
  });

  it('marks what is published, and publishes nothing twice', async () => {
    await until(async () => {
      const [row] = await auth.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM event_journal WHERE published_at IS NULL',
      );
      return Number(row?.n) === 0;
    });
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });
});
