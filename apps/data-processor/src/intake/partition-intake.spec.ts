import { describe, expect, it } from '@jest/globals';
import { eventTypes } from '@trackingbms/message-contracts';
import { ClassifiedError, IntakeUnderTest } from './testing/intake-under-test.js';

const fails = (verdict: 'tenant' | 'bug') => () => {
  throw new ClassifiedError(verdict);
};

describe('one partition of many tenants', () => {
  it('may commit a batch once every tenant has its part', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 0 });
    test.send(2, 1, { after: 0 });
    expect(await test.take()).toBe(2n);
    expect([test.rowsOf(1), test.rowsOf(2)]).toEqual([['1+0'], ['1+0']]);
  });

  it('goes on without a tenant whose database is away, and commits no further than its first record', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 0 });
    test.send(2, 1, { after: 0 });
    test.trouble.set(2, fails('tenant'));
    expect(await test.take()).toBe(1n);
    expect(test.parked).toEqual([{ tenantId: 2, reason: 'database' }]);
    test.send(1, 1, { after: 10 });
    test.send(2, 1, { after: 10 });
    expect(await test.take(test.batch(2))).toBe(1n);
    expect([test.rowsOf(1), test.rowsOf(2)]).toEqual([['1+0', '1+10'], []]);
  });

  it('hands a tenant back without gap or double once its database answers', async () => {
    const test = new IntakeUnderTest();
    test.trouble.set(2, fails('tenant'));
    test.send(2, 1, { after: 0 });
    test.send(1, 1, { after: 0 });
    await test.take();
    test.send(2, 1, { after: 10 });
    await test.take(test.batch(2));
    test.trouble.delete(2);
    await test.time.runUntil(() => test.resumed.length > 0, 60_000);
    expect(test.rowsOf(2)).toEqual(['1+0', '1+10']);
    test.send(2, 1, { after: 20 });
    expect(await test.take(test.batch(3))).toBe(4n);
    expect(test.rowsOf(2)).toEqual(['1+0', '1+10', '1+20']);
  });

  it('holds the whole partition when so many are away that it must be their server', async () => {
    const test = new IntakeUnderTest({ maxParked: 1 });
    for (const tenantId of [1, 2, 3]) test.send(tenantId, 1, { after: 0 });
    test.trouble.set(1, fails('tenant'));
    test.trouble.set(2, fails('tenant'));
    await expect(test.take()).rejects.toMatchObject({ reason: 'database' });
    expect(test.rowsOf(3)).toEqual(['1+0']);
  });

  it('parks a tenant that is slow twice in a row while others wait, not one that is slow alone', async () => {
    const test = new IntakeUnderTest();
    test.trouble.set(1, () => test.time.sleep(200));
    test.send(1, 1, { after: 0 });
    await test.take();
    test.send(1, 1, { after: 10 });
    test.send(2, 1, { after: 10 });
    await test.take(test.batch(1));
    expect(test.parked).toEqual([]);
    test.send(1, 1, { after: 20 });
    test.send(2, 1, { after: 20 });
    expect(await test.take(test.batch(3))).toBe(5n);
    expect(test.parked).toEqual([{ tenantId: 1, reason: 'slow' }]);
    expect(test.rowsOf(1)).toEqual(['1+0', '1+10', '1+20']);
  });

  it('gives a database up that neither answers nor fails', async () => {
    const test = new IntakeUnderTest();
    test.trouble.set(1, (step) => (step === 'insert' ? new Promise(() => undefined) : undefined));
    test.send(1, 1, { after: 0 });
    test.send(2, 1, { after: 0 });
    expect(await test.take()).toBe(0n);
    expect(test.parked).toEqual([{ tenantId: 1, reason: 'hanging' }]);
    expect(test.rowsOf(2)).toEqual(['1+0']);
  });

  it('parks a tenant that an unknown error stops, and alarms', async () => {
    const test = new IntakeUnderTest();
    test.trouble.set(1, fails('bug'));
    test.send(1, 1, { after: 0 });
    expect(await test.take()).toBe(0n);
    expect(test.parked).toEqual([{ tenantId: 1, reason: 'unexpected' }]);
    expect(test.alarms).toHaveLength(1);
  });

  it('sets aside a record without an address, and holds the batch when that cannot be done', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 0 });
    test.log[0] = { ...(test.log[0] as (typeof test.log)[number]), key: 'elsewhere' };
    test.lettersFail = true;
    await expect(test.take()).rejects.toMatchObject({ name: 'LetterNotSent' });
    test.lettersFail = false;
    expect(await test.take()).toBe(1n);
    expect(test.letters).toEqual([{ offset: 0n, reason: 'KEY_INVALID' }]);
  });

  it('lets a tenant wait that is not known yet, and sets its records aside when it stays so', async () => {
    const test = new IntakeUnderTest({}, [1]);
    test.send(9, 1, { after: 0 });
    test.send(1, 1, { after: 0 });
    expect(await test.take()).toBe(0n);
    expect(test.parked).toEqual([{ tenantId: 9, reason: 'tenant-unknown' }]);
    await test.time.runUntil(() => test.resumed.length > 0, 60_000);
    expect(test.letters).toEqual([{ offset: 0n, reason: 'TENANT_UNKNOWN' }]);
    test.send(1, 1, { after: 10 });
    expect(await test.take(test.batch(2))).toBe(3n);
  });

  it('sets aside the records of a tenant that is gone', async () => {
    const test = new IntakeUnderTest();
    test.gone.add(1);
    test.send(1, 1, { after: 0 });
    expect(await test.take()).toBe(1n);
    expect(test.letters).toEqual([{ offset: 0n, reason: 'TENANT_GONE' }]);
    expect(test.rowsOf(1)).toEqual([]);
  });

  it('waits for the release that reads a newer version, and lets nothing of the tenant pass it', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 0 });
    test.send(1, 1, { after: 10 });
    test.send(1, 1, { after: 20 });
    const newer = test.log[1] as (typeof test.log)[number];
    const ce_type = eventTypes.ReadingsRecordedV1.type.replace('.v1', '.v2');
    test.log[1] = { ...newer, headers: { ...newer.headers, ce_type } };
    expect(await test.take()).toBe(0n);
    expect(test.parked).toEqual([{ tenantId: 1, reason: 'from-the-future' }]);
    expect(test.rowsOf(1)).toEqual(['1+0']);
    expect(test.letters).toEqual([]);
  });

  it('stops a tenant whose checkpoint lies beyond the stream: it belongs to a topic that was made anew', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 0 });
    test.tenants.get(1)?.contents.checkpoints.set('under-test/0', 50n);
    expect(await test.take()).toBe(0n);
    expect(test.parked).toEqual([{ tenantId: 1, reason: 'stream-made-anew' }]);
  });
});
