import { describe, expect, it } from '@jest/globals';
import { eventTypes } from '@trackingbms/message-contracts';
import { sampleReading } from '@trackingbms/tenant-database/testing';
import { ClassifiedError, IntakeUnderTest, testStart } from './testing/intake-under-test.js';

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
