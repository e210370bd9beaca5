import { describe, expect, it } from '@jest/globals';
import { eventTypes } from '@trackingbms/message-contracts';
import { sampleReading } from '@trackingbms/tenant-database/testing';
import { ClassifiedError, IntakeUnderTest, testStart } from './testing/intake-under-test.js';
import type { SimulatedTenant } from './testing/simulated-tenant.js';

describe('the records of one tenant', () => {
  it('come again without effect', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 0 }, { after: 10 });
    await test.take();
    await test.take();
    expect(test.rowsOf(1)).toEqual(['1+0', '1+10']);
    expect(test.tenants.get(1)?.contents.hours.size).toBe(1);
  });

  it('keep the first of two readings with one time, within a batch and against the table', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 0, packVoltage: 50 }, { after: 0, packVoltage: 51 });
    test.send(1, 1, { after: 10 });
    await test.take();
    test.send(1, 1, { after: 0, packVoltage: 52 });
    await test.take(test.batch(2));
    const voltages = [...(test.tenants.get(1)?.contents.rows.values() ?? [])].map(
      ({ reading }) => reading.packVoltage,
    );
    expect(voltages).toEqual([50, 50]);
  });

  it('are sorted out anew when the table refuses a row that was thought to be new', async () => {
    const test = new IntakeUnderTest();
    const reading = sampleReading(testStart + 10_000);
    test.tenants.get(1)?.contents.rows.set(`1/${reading.timestamp}`, { batteryId: 1, reading });
    test.send(1, 1, { after: 0 }, { after: 10 }, { after: 20 });
    await test.take();
    expect(test.rowsOf(1).sort()).toEqual(['1+0', '1+10', '1+20']);
    expect(test.tenants.get(1)?.contents.rows.get(`1/${reading.timestamp}`)?.reading).toBe(reading);
  });

  it('are tried again after a deadlock', async () => {
    const test = new IntakeUnderTest();
    let deadlocks = 2;
    test.trouble.set(1, (step) => {
      if (step === 'save hours' && deadlocks-- > 0) throw new ClassifiedError('retry-now');
    });
    test.send(1, 1, { after: 0 });
    expect(await test.take()).toBe(1n);
    expect(test.rowsOf(1)).toEqual(['1+0']);
  });

  it('lose only the ones that the database refuses for what they hold', async () => {
    const test = new IntakeUnderTest();
    for (const after of [0, 10, 20, 30, 40, 50])
      test.send(1, after === 20 || after === 40 ? 2 : 1, { after });
    test.refused.add(2);
    expect(await test.take()).toBe(6n);
    expect(test.letters).toEqual([
      { offset: 2n, reason: 'REFUSED_BY_DATABASE' },
      { offset: 4n, reason: 'REFUSED_BY_DATABASE' },
    ]);
    expect(test.rowsOf(1)).toEqual(['1+0', '1+10', '1+30', '1+50']);
  });

  it('of a battery it does not have are set aside', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 77, { after: 0 });
    test.send(1, 1, { after: 0 });
    expect(await test.take()).toBe(2n);
    expect(test.letters).toEqual([{ offset: 0n, reason: 'BATTERY_UNKNOWN' }]);
    expect(test.rowsOf(1)).toEqual(['1+0']);
  });

  it('of a battery that is not in view yet wait for the view', async () => {
    const test = new IntakeUnderTest();
    test.unseen.add(3);
    test.send(1, 3, { after: 0 });
    expect(await test.take()).toBe(0n);
    expect(test.parked).toEqual([{ tenantId: 1, reason: 'fleet-behind' }]);
    test.unseen.delete(3);
    await test.time.runUntil(() => test.resumed.length > 0, 60_000);
    expect(test.rowsOf(1)).toEqual(['3+0']);
    expect(test.letters).toEqual([]);
  });

  it('send a dead letter once although their portion is tried again', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 77, { after: 0 });
    let refusals = 1;
    test.trouble.set(1, (step) => {
      if (step === 'commit' && test.letters.length > 0 && refusals-- > 0)
        throw new ClassifiedError('retry-now');
    });
    expect(await test.take()).toBe(1n);
    expect(test.letters).toHaveLength(1);
  });

  it('raise and resolve alerts in the order of time, whatever the order of arrival', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 20, tempMax: 25 }, { after: 10, tempMax: 75 });
    await test.take();
    expect(test.alertsOf(1)).toEqual(['1/TEMPERATURE_HIGH AlertRaised', '1/TEMPERATURE_HIGH AlertResolved']);
  });

  it('do not change an alert or the state when they are late', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 100 });
    await test.take();
    test.send(1, 1, { after: 50, tempMax: 75 });
    await test.take(test.batch(1));
    expect(test.alertsOf(1)).toEqual([]);
    expect(test.tenants.get(1)?.contents.states.get(1)?.latest?.timestamp).toBe(testStart + 100_000);
    const [hour] = [...(test.tenants.get(1)?.contents.hours.values() ?? [])];
    expect(hour?.sums).toMatchObject({ readings: 2, coveredMs: 50_000 });
  });

  it('are fewer to a transaction when they carry the frames of their devices', async () => {
    const test = new IntakeUnderTest({ maxRows: 10 });
    let commits = 0;
    test.trouble.set(1, (step) => void (commits += step === 'commit' ? 1 : 0));
    for (let after = 0; after < 4; after++) test.send(1, 1, { after, rawFrames: ['00'.repeat(8_000)] });
    await test.take();
    expect(test.rowsOf(1)).toHaveLength(4);
    // The checkpoint is loaded in a transaction of its own.
    expect(commits).toBe(1 + 2);
  });

  it('leave no frames in memory or in the state', async () => {
    const test = new IntakeUnderTest();
    test.send(1, 1, { after: 0, rawFrames: ['dd03'] }, { after: 10, rawFrames: ['dd04'] });
    await test.take();
    const { rows, states } = (test.tenants.get(1) as SimulatedTenant).contents;
    expect([...rows.values()].map(({ reading }) => reading.rawFrames)).toEqual([['dd03'], ['dd04']]);
    const remembered = { timestamp: testStart + 10_000, rawFrames: null };
    expect(states.get(1)).toMatchObject({ latest: remembered });
    expect(test.intake.listening(1)?.lane.memoryOf(1)).toMatchObject({ lastValid: remembered });
  });

  it('count each report of communication once, and take none for a sign of life', async () => {
    const test = new IntakeUnderTest();
    const at = (after: number) => new Date(testStart + after * 1000).toISOString();
    const report = (after: number, failures: object, readings = 0) =>
      test.append(1, 1, eventTypes.DeviceCommunicationV1.type, {
        batteryId: 1,
        since: at(after - 60),
        at: at(after),
        readings,
        failures,
      });
    const state = () => test.tenants.get(1)?.contents.states.get(1);
    report(-120, { timeout: 6 });
    report(-60, { timeout: 2, garbled: 4 });
    report(-120, { timeout: 6 });
    await test.take();
    await test.take();
    expect(state()).toMatchObject({ connection: 'unknown', lastDataReceived: null, latest: null });
    expect(state()?.communication).toMatchObject({ readings: 0, failures: { timeout: 8, garbled: 4 } });
    test.send(1, 1, { after: 0 });
    await test.take(test.batch(3));
    report(-60, { timeout: 2, garbled: 4 });
    report(0, {}, 6);
    await test.take(test.batch(4));
    expect(state()).toMatchObject({ connection: 'online', latest: { timestamp: testStart } });
    expect(state()?.communication).toMatchObject({
      since: testStart - 180_000,
      readings: 6,
      failures: { timeout: 8, garbled: 4 },
      lastPeriod: { at: testStart, readings: 6, failures: {} },
    });
  });

  it('say that a device is lost and back, and an outdated word changes nothing', async () => {
    const test = new IntakeUnderTest();
    const at = (after: number) => new Date(testStart + after * 1000).toISOString();
    const lost = (after: number) =>
      test.append(1, 1, eventTypes.DeviceDisconnectedV1.type, {
        batteryId: 1,
        at: at(after),
        reason: 'timeout',
        failures: 3,
      });
    const state = () => test.tenants.get(1)?.contents.states.get(1);
    test.send(1, 1, { after: 10 });
    await test.take();
    lost(5);
    await test.take(test.batch(1));
    expect(state()).toMatchObject({ connection: 'online' });
    lost(30);
    await test.take(test.batch(2));
    expect(state()).toMatchObject({
      connection: 'offline',
      connectionReason: 'timeout',
      communicationErrors: 3,
    });
    test.send(1, 1, { after: 20 });
    await test.take(test.batch(3));
    expect(state()).toMatchObject({ connection: 'offline', latest: { timestamp: testStart + 20_000 } });
    test.send(1, 1, { after: 40 });
    await test.take(test.batch(4));
    expect(state()).toMatchObject({ connection: 'online', connectionSince: testStart + 40_000 });
    expect(test.alertsOf(1)).toEqual([
      '1/COMMUNICATION_LOST AlertRaised',
      '1/COMMUNICATION_LOST AlertResolved',
    ]);
  });
});
