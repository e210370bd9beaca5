import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OutgoingEvent } from '@trackingbms/event-log';
import { encodeEvent, type DeviceCommunicationV1 } from '@trackingbms/message-contracts';
import fc from 'fast-check';
import { ManualClock } from '../testing/manual-clock.js';
import { CommunicationCounts } from './communication-counts.js';
import type { ExchangeFailure } from './communication-period.js';

const battery = (batteryId: number) => ({ key: `1/${batteryId}`, tenantId: 1, batteryId });
const minute = 60_000;

describe('counting what is exchanged with devices', () => {
  let clock: ManualClock;
  let sent: OutgoingEvent[];
  let counts: CommunicationCounts;
  const reports = () => sent.map(({ data }) => data as DeviceCommunicationV1);

  function begin(periodSeconds = 60): void {
    clock = new ManualClock();
    sent = [];
    counts = new CommunicationCounts(clock, periodSeconds);
    counts.start((events) => sent.push(...events));
  }
  beforeEach(() => begin());

  it('reports readings, failures by kind, times taken and the newest signal, as its readers accept it', async () => {
    counts.read(battery(7), 12, 80);
    counts.read(battery(7), 31, null);
    counts.failed(battery(7), 'timeout');
    counts.failed(battery(7), 'garbled');
    counts.failed(battery(7), 'timeout');
    await clock.advance(minute);
    expect(reports()).toEqual([
      {
        batteryId: 7,
        since: '2026-01-01T00:00:00.000Z',
        at: expect.stringMatching(/^2026-01-01T00:0[01]:\d\d\.000Z$/),
        readings: 2,
        failures: { timeout: 2, garbled: 1 },
        latencyMilliseconds: 21.5,
        longestLatencyMilliseconds: 31,
        signalStrength: 80,
      },
    ]);
    expect(() => encodeEvent(sent[0] as OutgoingEvent)).not.toThrow();
  });

  it('says nothing of times and signals that nobody gave', async () => {
    counts.read(battery(7), undefined, null);
    counts.failed(battery(7), 'refused-value');
    await clock.advance(minute);
    expect(Object.keys(reports()[0] ?? {}).sort()).toEqual(
      ['at', 'batteryId', 'failures', 'readings', 'since'].sort(),
    );
  });

  it('says nothing of a battery that nobody spoke to', async () => {
    counts.read(battery(7), 1, null);
    await clock.advance(5 * minute);
    expect(reports()).toHaveLength(1);
  });

  it('begins a period where the one before ended', async () => {
    for (let poll = 0; poll < 12; poll++) {
      counts.read(battery(7), 1, null);
      await clock.advance(10_000);
    }
    const [first, second] = reports();
    expect(second?.since).toBe(first?.at);
    expect(Date.parse(second?.at ?? '') - Date.parse(second?.since ?? '')).toBe(minute);
  });

  it('spreads the reports of many batteries over the period', async () => {
    for (let id = 1; id <= 600; id++) counts.read(battery(id), 1, null);
    const perSecond: number[] = [];
    for (let second = 0; second < 60; second++) {
      const before = sent.length;
      await clock.advance(1_000);
      perSecond.push(sent.length - before);
    }
    expect(new Set(perSecond)).toEqual(new Set([10]));
  });

  it('reports at once when asked to, with a time of its own for each report', async () => {
    counts.failed(battery(7), 'refused');
    counts.reportNow('1/7');
    counts.failed(battery(7), 'refused');
    counts.reportNow('1/7');
    expect(reports().map(({ failures }) => failures)).toEqual([{ refused: 1 }, { refused: 1 }]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
  });

  it('reports the rest at its end, and nothing after it', () => {
    counts.read(battery(7), 1, null);
    counts.stop();
    expect(reports()).toMatchObject([{ batteryId: 7, readings: 1 }]);
    counts.read(battery(7), 1, null);
    counts.stop();
    expect(reports()).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('counts each exchange in exactly one report, whatever happens between', async () => {
    const id = fc.integer({ min: 1, max: 3 });
    const kind = fc.constantFrom<ExchangeFailure>('timeout', 'reset', 'refused-value');
    const step = fc.oneof(
      fc.record({ do: fc.constant('read' as const), id, took: fc.nat({ max: 5_000 }) }),
      fc.record({ do: fc.constant('failed' as const), id, kind }),
      fc.record({ do: fc.constant('reportNow' as const), id }),
      fc.record({ do: fc.constant('wait' as const), id, took: fc.nat({ max: 20_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(step, { maxLength: 60 }),
        async (period, steps) => {
          begin(period);
          const expected = new Map<string, number>();
          const expectOne = (name: string) => expected.set(name, (expected.get(name) ?? 0) + 1);
          for (const one of steps) {
            if (one.do === 'wait') await clock.advance(one.took);
            else if (one.do === 'read') counts.read(battery(one.id), one.took, null);
            else if (one.do === 'failed') counts.failed(battery(one.id), one.kind);
            else counts.reportNow(`1/${one.id}`);
            if (one.do === 'read') expectOne(`${one.id} read`);
            if (one.do === 'failed') expectOne(`${one.id} ${one.kind}`);
          }
          counts.stop();
          expect(totals(reports())).toEqual(new Map([...expected].sort()));
          for (const one of [1, 2, 3]) expectInOrder(reports().filter(({ batteryId }) => batteryId === one));
        },
      ),
      { numRuns: 200 },
    );
  });
});

function totals(reports: readonly DeviceCommunicationV1[]): Map<string, number> {
  const found = new Map<string, number>();
  const add = (name: string, count: number) => found.set(name, (found.get(name) ?? 0) + count);
  for (const { batteryId, readings, failures } of reports) {
    if (readings > 0) add(`${batteryId} read`, readings);
    for (const [kind, count] of Object.entries(failures)) add(`${batteryId} ${kind}`, count);
  }
  return new Map([...found].sort());
}

/** Periods of one battery neither overlap nor end at the same time. */
function expectInOrder(reports: readonly DeviceCommunicationV1[]): void {
  for (const [index, { since, at }] of reports.entries()) {
    expect(Date.parse(since)).toBeLessThanOrEqual(Date.parse(at));
    const before = reports[index - 1];
    if (!before) continue;
    expect(Date.parse(since)).toBeGreaterThanOrEqual(Date.parse(before.at));
    expect(Date.parse(at)).toBeGreaterThan(Date.parse(before.at));
  }
}
