import { encodeEvent, eventTypes } from '@trackingbms/message-contracts';
import { RevokedSessions } from '@trackingbms/service-kit';
import { EndedSessions } from './ended-sessions.js';

const now = Date.UTC(2026, 0, 1, 12);
const sessionId = '0b8f1d2e-3c4a-4d5e-8f60-718293a4b5c6';

function revocation(timestamp: number) {
  const revokedAt = new Date(timestamp).toISOString();
  const data = { userId: 1, userUuid: sessionId, sessionId, reason: 'signed-out', revokedAt };
  const { type } = eventTypes.SessionRevokedV1;
  const encoded = encodeEvent({ id: 'x', source: '/auth', type, time: revokedAt, tenantId: 1, data });
  return { ...encoded, offset: 1n, key: '1/user/1', timestamp };
}

describe('sessions that have ended', () => {
  it('are known as soon as the topic says so', () => {
    const ended = new EndedSessions(new RevokedSessions(() => now));
    ended.take(revocation(now - 1_000), now);
    expect(ended.has(sessionId)).toBe(true);
  });

  it('need not be known once their tokens have run out', () => {
    const ended = new EndedSessions(new RevokedSessions(() => now));
    ended.take(revocation(now - 11 * 60_000), now);
    expect(ended.has(sessionId)).toBe(false);
  });

  it('are not taken from what cannot be read', () => {
    const ended = new EndedSessions(new RevokedSessions(() => now));
    ended.take({ ...revocation(now), value: Buffer.from('{') }, now);
    expect(ended.has(sessionId)).toBe(false);
  });
});
