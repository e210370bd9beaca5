import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/index.js';
import { IdempotencyKeys, type IdempotentRequest, type KeyClaim } from './idempotency-keys.js';

const hash = (byte: number): Buffer => Buffer.alloc(32, byte);
const request = (key: string, byte = 1): IdempotentRequest => ({ userId: 1, key, requestHash: hash(byte) });
const answer = { status: 201, headers: { etag: '"1"' }, body: { id: 7, name: 'é' } };
const at = Date.UTC(2026, 2, 1);
let fresh: FreshTenantDatabase;

beforeAll(async () => {
  fresh = await freshTenantDatabase();
});
afterAll(() => fresh.drop());

const inTransaction = <T>(work: (keys: IdempotencyKeys) => Promise<T>): Promise<T> =>
  fresh.connections.inTransaction(fresh.tenantId, (tx) => work(new IdempotencyKeys(tx)));
const claim = (asked: IdempotentRequest): Promise<KeyClaim> => inTransaction((keys) => keys.claim(asked, at));
const carryOut = (asked: IdempotentRequest): Promise<void> =>
  inTransaction(async (keys) => {
    await keys.claim(asked, at);
    await keys.record(asked, answer);
  });

describe('an idempotency key', () => {
  it('gives the recorded answer to a repeat and refuses another request', async () => {
    await carryOut(request('one'));
    expect(await claim(request('one'))).toEqual({ outcome: 'repeat', answer });
    expect(await claim(request('one', 2))).toEqual({ outcome: 'other' });
    expect(await claim({ ...request('one'), userId: 2 })).toEqual({ outcome: 'first' });
  });

  it('is not taken by a request that was rolled back', async () => {
    const failing = inTransaction(async (keys) => {
      await keys.claim(request('two'), at);
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(await claim(request('two'))).toEqual({ outcome: 'first' });
  });

  it('is forgotten after its time', async () => {
    await carryOut(request('three'));
    await inTransaction((keys) => keys.forgetBefore(at));
    expect(await claim(request('three'))).toMatchObject({ outcome: 'repeat' });
    await inTransaction((keys) => keys.forgetBefore(at + 1));
    expect(await claim(request('three'))).toEqual({ outcome: 'first' });
  });
});
