import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MeasuredReading } from '../measured-reading.js';
import { aBareReading, firstOf2026, readingSeries } from '../testing/index.js';
import { toHistoryFigures } from './history-figures.js';
import { mergeRollUps } from './merge-roll-ups.js';
import { emptyRollUp, type RollUp } from './roll-up.js';
import { rollUpHour } from './roll-up-hour.js';

const hour = firstOf2026;

const hourOf = (readings: readonly Partial<MeasuredReading>[]): RollUp =>
  rollUpHour({ batteryId: 1, periodStart: hour, readings: readings.map((one) => aBareReading(one)) });

/** The same pack every minute over the whole hour, edges included; `at` says what it does in a given minute. */
const everyMinute = (at: (minute: number) => Partial<MeasuredReading>): RollUp =>
  hourOf(Array.from({ length: 61 }, (_, minute) => ({ timestamp: hour + minute * 60_000, ...at(minute) })));

describe('the figures of an hour', () => {
  it('of a constant are that constant', () => {
    const pack = {
      packVoltage: 52.8,
      packCurrent: 10,
      temperatures: [21.25],
      socPercent: 60,
      sohPercent: 98.76,
      cellVoltages: [3.3],
    };
    const figures = toHistoryFigures(
      everyMinute(() => ({ ...pack, operationMode: 'charging', dataQuality: 'good' })),
      100,
    );
    expect(figures).toEqual({
      packVoltageAvg: 52.8,
      packVoltageMin: 52.8,
      packVoltageMax: 52.8,
      cellVoltageAvg: 3.3,
      cellVoltageMin: 3.3,
      cellVoltageMax: 3.3,
      packCurrentAvg: 10,
      packCurrentMin: 10,
      packCurrentMax: 10,
      tempAvg: 21.25,
      tempMin: 21.25,
      tempMax: 21.25,
      socAvg: 60,
      socMin: 60,
      socMax: 60,
      sohAvg: 98.76,
      sohStart: 98.76,
      sohEnd: 98.76,
      energyChargedWh: 528,
      energyDischargedWh: 0,
      efficiencyPercent: null,
      partialCycles: 0.05,
      timeIdle: 0,
      timeCharging: 60,
      timeDischarging: 0,
      timeBalancing: 0,
      timeFault: 0,
      dataPointsCount: 60,
      dataQualityAvg: 3,
      communicationErrorsTotal: 0,
      coveragePercent: 100,
    });
  });

  it('of a ramp are its middle', () => {
    const figures = toHistoryFigures(
      everyMinute((minute) => ({ packVoltage: 48 + minute / 10 })),
      100,
    );
    expect(figures).toMatchObject({ packVoltageAvg: 51, packVoltageMin: 48, packVoltageMax: 53.9 });
  });

  it('weigh by time, not by the number of readings', () => {
    const rollUp = hourOf(
      [0, 1, 2, 3, 300].map((second) => ({
        timestamp: hour + second * 1_000,
        packCurrent: second < 3 ? 0 : 10,
      })),
    );
    // 2 s at 0 A, 1 s rising, 297 s at 10 A.
    expect(toHistoryFigures(rollUp, null).packCurrentAvg).toBe(9.917);
  });

  it('of lone readings are their plain mean, with nothing covered and no energy', () => {
    const rollUp = hourOf(
      [0, 10, 20].map((minute) => ({
        timestamp: hour + minute * 60_000,
        packVoltage: 50 + minute,
        packCurrent: 1,
      })),
    );
    expect(toHistoryFigures(rollUp, 100)).toMatchObject({
      packVoltageAvg: 60,
      coveragePercent: 0,
      energyChargedWh: null,
      energyDischargedWh: null,
      partialCycles: null,
      timeIdle: 0,
      dataPointsCount: 3,
    });
  });

  it('of nothing are unknown', () => {
    const { timeIdle, timeCharging, timeDischarging, timeBalancing, timeFault, ...figures } =
      toHistoryFigures(emptyRollUp(1, hour), 100);
    expect([timeIdle, timeCharging, timeDischarging, timeBalancing, timeFault]).toEqual([0, 0, 0, 0, 0]);
    const { dataPointsCount, communicationErrorsTotal, coveragePercent, ...rest } = figures;
    expect({ dataPointsCount, communicationErrorsTotal, coveragePercent }).toEqual({
      dataPointsCount: 0,
      communicationErrorsTotal: 0,
      coveragePercent: 0,
    });
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  it('show minutes rounded half up, and quality with invalid readings as 0', () => {
    const rollUp = hourOf([
      { timestamp: hour, dataQuality: 'excellent' },
      { timestamp: hour + 90_000, operationMode: 'fault', dataQuality: 'good' },
      { timestamp: hour + 179_999, dataQuality: 'invalid' },
    ]);
    expect(toHistoryFigures(rollUp, 1)).toMatchObject({
      timeIdle: 2,
      timeFault: 0,
      dataQualityAvg: 2.3,
      dataPointsCount: 2,
    });
  });

  it('count full cycles of the rated capacity only where it is known', () => {
    const rollUp = everyMinute((minute) => ({ packCurrent: minute < 30 ? 20 : -20 }));
    expect(toHistoryFigures(rollUp, 100).partialCycles).toBe(0.1);
    expect(toHistoryFigures(rollUp, null).partialCycles).toBeNull();
    expect(toHistoryFigures(rollUp, 0).partialCycles).toBeNull();
  });
});

describe('the efficiency', () => {
  const capacity = 10;
  /** Charged for half an hour and discharged for the other, at rest at both ends. */
  const roundTrip = (changes: (minute: number) => Partial<MeasuredReading> = () => ({})) =>
    everyMinute((minute) => {
      const packCurrent = minute < 2 || minute === 30 || minute === 60 ? 0 : minute < 30 ? 20 : -20;
      const packVoltage = packCurrent > 0 ? 53 : 51;
      const socPercent = minute < 31 ? 10 + (minute * 8) / 3 : 90 - ((minute - 30) * 8) / 3;
      return { packCurrent, packVoltage, socPercent, ...changes(minute) };
    });

  const wide = (rollUp: RollUp) => toHistoryFigures(rollUp, capacity).efficiencyPercent;
  const ends = (minute: number) => minute === 0 || minute === 59;
  const closed = (changes: (minute: number) => Partial<MeasuredReading> = () => ({})) =>
    roundTrip((minute) => ({ ...(ends(minute) && { packCurrent: 0, socPercent: 10 }), ...changes(minute) }));

  it('is energy out over energy in where the window closes', () => {
    expect(wide(closed())).toBeGreaterThan(90);
    expect(wide(closed())).toBeLessThan(97);
  });

  it.each<[string, (minute: number) => Partial<MeasuredReading>]>([
    ['the state of charge ends elsewhere', (minute) => (minute === 59 ? { socPercent: 10.51 } : {})],
    ['the state of charge was never known', () => ({ socPercent: null })],
    ['the current at an end was not known', (minute) => (minute === 59 ? { packCurrent: null } : {})],
    ['the current at an end flows another way', (minute) => (minute === 59 ? { packCurrent: -1 } : {})],
    ['too little went through', (minute) => (ends(minute) ? {} : { packCurrent: 0.1 })],
    [
      'more charge came in than went out',
      (minute) => (minute > 31 && minute < 59 ? { packCurrent: -19 } : {}),
    ],
    [
      'more charge went out than came in',
      (minute) => (minute > 31 && minute < 59 ? { packCurrent: -21 } : {}),
    ],
    ['part of it is not covered', (minute) => (minute === 40 ? { packVoltage: null } : {})],
    [
      'more energy came out than went in',
      (minute) => (minute > 31 && minute < 59 ? { packVoltage: 60 } : {}),
    ],
  ])('is not known where %s', (_, changes) => {
    expect(wide(closed(changes))).toBeNull();
  });

  it('is not known without a rated capacity, or where the ends do not close by themselves', () => {
    expect(toHistoryFigures(closed(), null).efficiencyPercent).toBeNull();
    expect(wide(roundTrip())).toBeNull();
  });
});

describe('a longer period', () => {
  it('has the figures of its hours, whole numbers or beyond 2^53', () => {
    const power = { packVoltage: 2_000, packCurrent: 5_000, packPower: 10_000_000, socPercent: 50 };
    const one = everyMinute(() => power).sums;
    const day = {
      periodStart: hour,
      periodEnd: hour + 24 * 3_600_000,
      sums: mergeRollUps(Array.from({ length: 24 }, () => one)),
    };
    expect(toHistoryFigures(day, 5_000)).toMatchObject({
      energyChargedWh: 240_000_000,
      packVoltageAvg: 2_000,
      partialCycles: 12,
      coveragePercent: 100,
      efficiencyPercent: null,
      dataQualityAvg: 3,
    });
  });

  it('of one hour has the figures of that hour', () => {
    fc.assert(
      fc.property(readingSeries(), fc.constantFrom(null, 0.5, 100), (readings, capacity) => {
        const rollUp = rollUpHour({ batteryId: 1, periodStart: hour, readings });
        const merged = { ...rollUp, sums: mergeRollUps([rollUp.sums]) };
        expect(toHistoryFigures(merged, capacity)).toEqual(toHistoryFigures(rollUp, capacity));
      }),
    );
  });

  it('keeps extremes and ends of its parts in any order', () => {
    const part = (minute: number, socPercent: number | null, packVoltage: number | null) =>
      hourOf([{ timestamp: hour + minute * 60_000, socPercent, sohPercent: socPercent, packVoltage }]).sums;
    const parts = [part(30, 40, 52), part(10, 60, 50), part(20, null, 54), part(40, 50, null)];
    for (const order of [parts, [...parts].reverse()]) {
      expect(mergeRollUps(order)).toMatchObject({
        socFirst: 6_000n,
        socLast: 5_000n,
        sohFirstAt: BigInt(hour + 600_000),
        sohLastAt: BigInt(hour + 2_400_000),
        packVoltageMin: 50_000n,
        packVoltageMax: 54_000n,
        socMin: 4_000n,
        readings: 4n,
      });
    }
    expect(mergeRollUps([])).toMatchObject({ socFirst: null, packVoltageMin: null, readings: 0n });
  });
});
