import { describe, expect, it } from '@jest/globals';
import { aBareReading, firstOf2026 } from '../testing/a-reading.js';
import { addInterval, removeInterval } from './add-interval.js';
import { addReading } from './add-reading.js';
import { emptyRollUp, emptyRollUpSums, hourStart, nullableRollUpSums, rollUpSumNames } from './roll-up.js';
import { touchedHours } from './place-reading.js';

const hour = firstOf2026;
const next = hour + 3_600_000;

/** The hours of one battery, made when they are asked for. */
function hours() {
  const made = new Map<number, ReturnType<typeof emptyRollUp>>();
  const at = (start: number) => made.get(start) ?? made.set(start, emptyRollUp(7, start)).get(start)!;
  return { at, made };
}

describe('what one reading says by itself', () => {
  it('counts, sums and bounds each signal it knows, in whole steps', () => {
    const rollUp = emptyRollUp(7, hour);
    addReading(
      rollUp,
      aBareReading({
        packVoltage: 52.8,
        cellVoltages: [3.3, 3.31],
        packCurrent: -4.5,
        temperatures: [-1.25, 20],
      }),
    );
    addReading(rollUp, aBareReading({ packVoltage: 50.001, cellVoltages: [3.29, 3.3], packCurrent: 2 }));
    expect(rollUp.sums).toMatchObject({
      readings: 2,
      packVoltageCount: 2,
      packVoltageSum: 102_801,
      packVoltageMin: 50_001,
      packVoltageMax: 52_800,
      cellVoltageSum: 6_600,
      cellVoltageMin: 3_290,
      cellVoltageMax: 3_310,
      packCurrentMin: -4_500,
      packCurrentMax: 2_000,
      tempCount: 1,
      tempSum: 938,
      tempMin: -125,
      tempMax: 2_000,
      socCount: 0,
      socMin: null,
    });
  });

  it('remembers the first and the last state of charge and of health, in whatever order they come', () => {
    const rollUp = emptyRollUp(7, hour);
    const at = (
      seconds: number,
      socPercent: number | null,
      sohPercent: number | null,
      packCurrent: number | null = null,
    ) =>
      addReading(
        rollUp,
        aBareReading({ timestamp: hour + seconds * 1000, socPercent, sohPercent, packCurrent }),
      );
    at(20, 50, 99, 1.5);
    at(30, 51, null, -2);
    at(10, null, 98);
    at(15, 49.5, null);
    expect(rollUp.sums).toMatchObject({
      socFirst: 4_950,
      socFirstAt: hour + 15_000,
      socFirstCurrent: null,
      socLast: 5_100,
      socLastAt: hour + 30_000,
      socLastCurrent: -2_000,
      sohFirst: 9_800,
      sohFirstAt: hour + 10_000,
      sohLast: 9_900,
      sohLastAt: hour + 20_000,
    });
  });

  it('adds quality points and communication errors, and counts an invalid reading apart', () => {
    const rollUp = emptyRollUp(7, hour);
    addReading(rollUp, aBareReading({ dataQuality: 'excellent', communicationErrors: 1 }));
    addReading(rollUp, aBareReading({ dataQuality: 'poor' }));
    addReading(rollUp, aBareReading({ dataQuality: 'invalid', packVoltage: 52, communicationErrors: 3 }));
    expect(rollUp.sums).toMatchObject({
      readings: 2,
      invalidReadings: 1,
      qualitySum: 5,
      communicationErrors: 4,
      packVoltageCount: 0,
    });
  });

  it('takes a value beyond what is possible as not known, so that no sum can pass 2^53', () => {
    const rollUp = emptyRollUp(7, hour);
    addReading(rollUp, { ...aBareReading(), packVoltage: 2_000.001, packCurrent: NaN, socPercent: -0.01 });
    expect(rollUp.sums).toMatchObject({ packVoltageCount: 0, packCurrentCount: 0, socCount: 0, readings: 1 });
  });
});

describe('what lies between two neighbours', () => {
  const between = (left: Parameters<typeof aBareReading>[0], right: Parameters<typeof aBareReading>[0]) => {
    const { at } = hours();
    const previous = aBareReading({ timestamp: hour, ...left });
    addInterval(at, previous, aBareReading({ timestamp: hour + 60_000, ...right }));
    return at(hour).sums;
  };

  it('is a straight line of each signal that both know', () => {
    const sums = between(
      { packVoltage: 50, packCurrent: 10, temperatures: [20], socPercent: 50 },
      { packVoltage: 51, packCurrent: 20, temperatures: null, socPercent: 50.5 },
    );
    expect(sums).toMatchObject({
      packVoltageTwice: 101_000 * 60_000,
      packVoltageCoveredMs: 60_000,
      packCurrentTwice: 30_000 * 60_000,
      chargeTwice: 30_000 * 60_000,
      dischargeTwice: 0,
      tempTwice: 0,
      tempCoveredMs: 0,
      socTwice: 10_050 * 60_000,
      energyChargedTwice: (50_000 + 102_000) * 60_000,
      energyCoveredMs: 60_000,
      coveredMs: 60_000,
    });
  });

  it('is split where the current and the power change sides', () => {
    const sums = between({ packCurrent: 10, packPower: 1_000 }, { packCurrent: -30, packPower: -1_000 });
    expect(sums).toMatchObject({ chargeTwice: 10_000 * 15_000, dischargeTwice: 30_000 * 45_000 });
    expect(sums).toMatchObject({
      energyChargedTwice: 100_000 * 30_000,
      energyDischargedTwice: 100_000 * 30_000,
    });
  });

  it('holds the state of the earlier reading', () => {
    const sums = between(
      { operationMode: 'charging', balancingActive: true },
      { operationMode: 'fault', balancingActive: false },
    );
    expect(sums).toMatchObject({
      timeChargingMs: 60_000,
      timeFaultMs: 0,
      balancingActiveMs: 60_000,
      coveredMs: 60_000,
    });
  });

  it.each(['idle', 'charging', 'discharging', 'balancing', 'fault'] as const)(
    'counts time %s',
    (operationMode) => {
      const { timeIdleMs, timeChargingMs, timeDischargingMs, timeBalancingMs, timeFaultMs } = between(
        { operationMode },
        {},
      );
      const times = [timeIdleMs, timeChargingMs, timeDischargingMs, timeBalancingMs, timeFaultMs];
      expect(times.reduce((sum, time) => sum + time)).toBe(60_000);
      expect(times[['idle', 'charging', 'discharging', 'balancing', 'fault'].indexOf(operationMode)]).toBe(
        60_000,
      );
    },
  );

  it('takes the power itself where it agrees with voltage times current, else their product', () => {
    const pack = { packVoltage: 50, packCurrent: -20 };
    const energy = (packPower: number | null, rest: object = pack) => {
      const sums = between({ ...rest, packPower }, { ...rest, packPower });
      return (sums.energyChargedTwice - sums.energyDischargedTwice) / 2 / 60_000 / 100;
    };
    expect(energy(null)).toBe(-1_000);
    expect(energy(-1_020)).toBe(-1_020);
    expect(energy(-1_020.01)).toBe(-1_000);
    expect(energy(1_000)).toBe(-1_000);
    expect(energy(19.99, { packVoltage: 50, packCurrent: 0 })).toBe(19.99);
    expect(energy(500, { packVoltage: 50 })).toBe(500);
  });

  it('is nothing for the energy where the power of one of them is not known', () => {
    const sums = between({ packVoltage: 50, packCurrent: 1 }, { packVoltage: 50 });
    expect(sums).toMatchObject({ energyCoveredMs: 0, energyChargedTwice: 0, packCurrentCoveredMs: 0 });
    expect(sums).toMatchObject({ packVoltageCoveredMs: 60_000 });
  });

  it.each([
    ['at the greatest gap', 300_000, 300_000],
    ['one millisecond beyond it', 300_001, 0],
    ['at one time', 0, 0],
    ['backwards', -1_000, 0],
  ])('%s', (_, distance, covered) => {
    const { at } = hours();
    const left = aBareReading({ timestamp: hour + 1_000_000 });
    addInterval(at, left, { ...left, timestamp: left.timestamp + distance });
    expect(at(hour).sums.coveredMs).toBe(covered);
  });

  it('follows a gap that is given, of at most one hour', () => {
    const { at } = hours();
    const left = aBareReading();
    addInterval(at, left, { ...left, timestamp: hour + 3_600_000 }, 3_600_000);
    expect(at(hour).sums.coveredMs).toBe(3_600_000);
    for (const gap of [0, -1, 3_600_001, NaN]) {
      expect(() => addInterval(at, left, left, gap)).toThrow(RangeError);
    }
  });

  it('is nothing beside an invalid reading', () => {
    const { at, made } = hours();
    const good = aBareReading();
    const invalid = aBareReading({ timestamp: hour + 1_000, dataQuality: 'invalid' });
    addInterval(at, good, invalid);
    addInterval(at, invalid, { ...good, timestamp: hour + 2_000 });
    expect(made.size).toBe(0);
  });
});

describe('the edge of an hour', () => {
  it('cuts the line that spans it', () => {
    const { at } = hours();
    const left = aBareReading({ timestamp: next - 10_000, packVoltage: 50, operationMode: 'charging' });
    addInterval(at, left, aBareReading({ timestamp: next + 30_000, packVoltage: 54 }));
    expect(at(hour).sums).toMatchObject({ packVoltageTwice: 101_000 * 10_000, timeChargingMs: 10_000 });
    expect(at(next).sums).toMatchObject({ packVoltageTwice: 105_000 * 30_000, timeChargingMs: 30_000 });
  });

  it('leaves the rounding of a cut to be made up on the other side', () => {
    const { at } = hours();
    const left = aBareReading({ timestamp: next - 1, packVoltage: 50 });
    addInterval(at, left, aBareReading({ timestamp: next + 2, packVoltage: 50.001 }));
    expect(at(hour).sums.packVoltageTwice).toBe(100_000);
    expect(at(next).sums.packVoltageTwice).toBe(100_001 * 3 - 100_000);
  });

  it('does not touch the later hour when a reading lies on it', () => {
    const { at, made } = hours();
    const left = aBareReading({ timestamp: next - 10_000 });
    addInterval(at, left, aBareReading({ timestamp: next }));
    expect(at(hour).sums.coveredMs).toBe(10_000);
    expect(made.has(next)).toBe(false);
  });

  it('is taken back to the digit', () => {
    const { at } = hours();
    const left = aBareReading({ timestamp: next - 1, packVoltage: 50, packCurrent: -3.001 });
    const right = aBareReading({ timestamp: next + 2, packVoltage: 50.001, packCurrent: 1 });
    addInterval(at, left, right);
    removeInterval(at, left, right);
    expect(at(hour).sums).toEqual(emptyRollUpSums());
    expect(at(next).sums).toEqual(emptyRollUpSums());
  });

  it('says which hours a reading can change', () => {
    expect(touchedHours(hour + 1_800_000)).toEqual([hour]);
    expect(touchedHours(next - 1)).toEqual([hour, next]);
    expect(touchedHours(next + 299_999)).toEqual([hour, next]);
    expect(touchedHours(next + 300_001)).toEqual([next]);
  });
});

describe('the columns of the sums', () => {
  it('are whole numbers named once each', () => {
    expect(rollUpSumNames).toHaveLength(62);
    expect(new Set(rollUpSumNames).size).toBe(62);
    expect([...nullableRollUpSums]).toHaveLength(22);
  });

  it('start apart in each hour', () => {
    const one = emptyRollUp(1, hour);
    addReading(one, aBareReading());
    expect(emptyRollUp(1, hour).sums.readings).toBe(0);
    expect(one).toMatchObject({ batteryId: 1, periodStart: hour, periodEnd: next });
    expect(hourStart(next - 1)).toBe(hour);
    expect(hourStart(-1)).toBe(-3_600_000);
  });
});
