import { beforeEach, describe, expect, it } from '@jest/globals';
import { eventTypes } from '@trackingbms/message-contracts';
import { sweepSilence } from './silence-sweep.js';
import { IntakeUnderTest, testStart } from './testing/intake-under-test.js';

describe('the sweep for silent batteries', () => {
  let test: IntakeUnderTest;
  const wait = (seconds: number) => test.time.runUntil(() => false, seconds * 1000);
  const sweep = (owns = true) =>
    test.settle(
      sweepSilence(test.intake, {
        fleet: test.fleet,
        clock: test.time,
        observer: { alertsChanged: () => undefined },
        owns: () => owns,
      }),
    );
  const lostOf = (tenantId: number) =>
    test.alertsOf(tenantId).filter((alert) => alert.startsWith('1/COMMUNICATION_LOST'));

  beforeEach(() => {
    test = new IntakeUnderTest({}, [1]);
    test.pollIntervals.set(1, 30_000);
    // Something that is due later keeps virtual time going.
    void test.time.sleep(86_400_000);
  });

  it('says once that a polled battery is not heard any more, and a reading takes it back', async () => {
    test.send(1, 1, { after: 0 });
    await test.take();
    await wait(85);
    await sweep();
    expect(lostOf(1)).toEqual([]);
    await wait(10);
    await sweep();
    await sweep();
    expect(lostOf(1)).toEqual(['1/COMMUNICATION_LOST AlertRaised']);
    expect(test.tenants.get(1)?.contents.states.get(1)).toMatchObject({
      connection: 'offline',
      connectionReason: 'silence',
    });
    test.send(1, 1, { after: 120 });
    await test.take(test.batch(1));
    expect(lostOf(1)).toEqual(['1/COMMUNICATION_LOST AlertRaised', '1/COMMUNICATION_LOST AlertResolved']);
  });

  it('says so of one that was never heard, but not of one that nobody polls', async () => {
    await wait(95);
    await sweep();
    expect(test.alertsOf(1)).toEqual(['1/COMMUNICATION_LOST AlertRaised']);
  });

  it('says so of one of which nothing is heard but that its device fails', async () => {
    test.send(1, 1, { after: 0 });
    await test.take();
    for (let minute = 1; minute <= 3; minute++) {
      await wait(60);
      const [since, at] = [minute - 1, minute].map((end) => new Date(testStart + end * 60_000).toISOString());
      const report = { batteryId: 1, since, at, readings: 0, failures: { garbled: 2 } };
      test.append(1, 1, eventTypes.DeviceCommunicationV1.type, report);
      await test.take(test.batch(minute));
      await sweep();
    }
    expect(lostOf(1)).toEqual(['1/COMMUNICATION_LOST AlertRaised']);
    expect(test.tenants.get(1)?.contents.states.get(1)).toMatchObject({
      connection: 'offline',
      connectionReason: 'silence',
      communication: { failures: { garbled: 6 } },
    });
  });

  it('calls nothing silence from before it listened, or while it is behind', async () => {
    test.send(1, 1, { after: 0 });
    await test.take();
    test.send(1, 2, { after: 0 });
    await test.take(test.batch(0, 1));
    await wait(1000);
    await sweep();
    expect(lostOf(1)).toEqual([]);
    await test.take(test.batch(1));
    await wait(50);
    await sweep();
    expect(lostOf(1)).toEqual([]);
    await wait(50);
    await sweep();
    expect(lostOf(1)).toHaveLength(1);
  });

  it('looks only at batteries of its own partition, and waits for a tenant whose database is away', async () => {
    await wait(95);
    await sweep(false);
    expect(test.alertsOf(1)).toEqual([]);
    test.trouble.set(1, () => {
      throw new Error('away');
    });
    await sweep();
    test.trouble.clear();
    expect(test.alertsOf(1)).toEqual([]);
    await sweep();
    expect(lostOf(1)).toHaveLength(1);
  });

  it('says when a loss has lasted so long that it is critical', async () => {
    test.send(1, 1, { after: 0 });
    await test.take();
    await wait(100);
    await sweep();
    await wait(700);
    await sweep();
    expect(lostOf(1)).toHaveLength(1);
    await wait(200);
    await sweep();
    await sweep();
    expect(lostOf(1)).toEqual(['1/COMMUNICATION_LOST AlertRaised', '1/COMMUNICATION_LOST AlertRepeated']);
  });
});
