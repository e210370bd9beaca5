import { describe, expect, it } from '@jest/globals';
import { assessReading } from '../assess-reading.js';
import type { MeasuredReading } from '../measured-reading.js';
import type { ReadingCircumstances } from '../reading-circumstances.js';
import { aReading, firstOf2026, measured } from '../testing/a-reading.js';
import type { Suspicion } from './cross-checks.js';

const now = firstOf2026;
const minute = 60_000;
const usual: ReadingCircumstances = { receivedAt: now, cellCount: 16, ratedCapacityAh: 100, maxCurrent: 100 };

const suspicions = (values: Partial<MeasuredReading>, circumstances: Partial<ReadingCircumstances> = {}) =>
  assessReading(measured(values), { ...usual, ...circumstances }).suspicions;

const before = (values: Partial<MeasuredReading> = {}, milliseconds = minute) => ({
  previous: aReading({ timestamp: now - milliseconds, ...values }),
});

type Case = readonly [string, Suspicion | null, Partial<MeasuredReading>, Partial<ReadingCircumstances>?];

const cells = (...first: number[]) => [...first, ...Array.from({ length: 16 - first.length }, () => 3.3)];

const cases: readonly Case[] = [
  ['a sound reading', null, {}, before()],

  ['two minutes ahead', null, { timestamp: now + 2 * minute }],
  ['more than two minutes ahead', 'CLOCK_AHEAD', { timestamp: now + 2 * minute + 1 }],

  ['a cell too few', 'CELL_COUNT_DIFFERS', { cellVoltages: cells().slice(1) }],
  ['a number of cells that nobody knows', null, { cellVoltages: [3.3] }, { cellCount: null }],

  ['a pack 0.5 % off its cells at rest', null, { packVoltage: 53.06 }],
  ['a pack more than 0.5 % off its cells at rest', 'PACK_DIFFERS_FROM_CELLS', { packVoltage: 53.1 }],
  ['the same under load', null, { packVoltage: 53.1, packCurrent: 5 }],
  ['more than 1.5 % under load', 'PACK_DIFFERS_FROM_CELLS', { packVoltage: 53.7, packCurrent: -50 }],
  ['0.5 % where the capacity is not known', null, { packVoltage: 53.1 }, { ratedCapacityAh: null }],
  ['0.5 % where the current is not known', null, { packVoltage: 53.1, packCurrent: null }],
  ['50 mV of a small pack', null, { packVoltage: 3.35, cellVoltages: [3.3] }, { cellCount: 1 }],
  [
    '51 mV of a small pack',
    'PACK_DIFFERS_FROM_CELLS',
    { packVoltage: 3.352, cellVoltages: [3.3] },
    { cellCount: 1 },
  ],
  ['an open contactor', 'PACK_DIFFERS_FROM_CELLS', { packVoltage: 0 }],
  ['a mean cell without a list', 'PACK_DIFFERS_FROM_CELLS', { cellVoltages: null, cellVoltageAvg: 3.2 }],
  ['a fitting mean cell without a list', null, { cellVoltages: null, cellVoltageAvg: 3.3 }],

  ['a lowest cell 2 mV off the list', null, { cellVoltageMin: 3.298 }],
  ['a lowest cell 3 mV off the list', 'CELL_STATISTICS_DIFFER', { cellVoltageMin: 3.297 }],
  ['a highest cell off the list', 'CELL_STATISTICS_DIFFER', { cellVoltageMax: 3.303 }],
  ['a mean cell off the list', 'CELL_STATISTICS_DIFFER', { cellVoltageAvg: 3.303 }],

  ['a power 2 % off', null, { packCurrent: 50, packPower: 2_692.8, socPercent: null }],
  ['a power more than 2 % off', 'POWER_DIFFERS', { packCurrent: 50, packPower: 2_692.9, socPercent: null }],
  ['20 W at rest', null, { packPower: 20 }],
  ['21 W at rest', 'POWER_DIFFERS', { packPower: -21 }],
  ['a power of the other sign', 'POWER_DIFFERS', { packCurrent: 1, packPower: -52.8 }],

  ['one-way currents within 1 % and 0.1 A', null, { packCurrent: 10, chargeCurrent: 10.2 }],
  ['one-way currents beyond', 'ONE_WAY_CURRENTS_DIFFER', { packCurrent: 10, chargeCurrent: 10.21 }],

  ['one and a half times the limit', null, { packCurrent: -150 }],
  ['more than one and a half times the limit', 'CURRENT_BEYOND_LIMIT', { packCurrent: -150.1 }],
  ['any current without a limit', null, { packCurrent: 500 }, { maxCurrent: null }],

  [
    'charging with a current out of the pack, twice',
    'MODE_CONTRADICTS_CURRENT',
    { operationMode: 'charging', packCurrent: -1.1 },
    before({ operationMode: 'charging', packCurrent: -2 }),
  ],
  [
    'discharging with a current into the pack, twice',
    'MODE_CONTRADICTS_CURRENT',
    { operationMode: 'discharging', packCurrent: 1.1 },
    before({ operationMode: 'discharging', packCurrent: 2 }),
  ],
  ['that once', null, { operationMode: 'charging', packCurrent: -1.1 }, before({ packCurrent: -1 })],
  [
    'that with an unknown current before',
    null,
    { operationMode: 'charging', packCurrent: -1.1 },
    before({ operationMode: 'charging', packCurrent: null }),
  ],
  [
    'that within noise',
    null,
    { operationMode: 'charging', packCurrent: -1 },
    before({ operationMode: 'charging' }),
  ],

  ['a remaining capacity that fits', null, { remainingCapacityAh: 55, fullCapacityAh: 100 }],
  ['one that does not', 'REMAINING_CAPACITY_DIFFERS', { remainingCapacityAh: 54, fullCapacityAh: 100 }],
  ['one without a state of charge', null, { remainingCapacityAh: 5, fullCapacityAh: 100, socPercent: null }],
  ['one without a full capacity', null, { remainingCapacityAh: 5 }],

  ['an open thermistor', 'TEMPERATURE_SENTINEL', { temperatures: [-40, 20] }],
  ['a sensor just powered', 'TEMPERATURE_SENTINEL', { temperatures: [21, 85, 20] }],
  [
    'a lowest temperature of a device without a list',
    'TEMPERATURE_SENTINEL',
    { temperatures: null, tempMin: -40 },
  ],
  ['a real frost', null, { temperatures: [-39.9] }],

  ['5 K in a minute', null, { temperatures: [25] }, before({ temperatures: [20] })],
  [
    'more than 5 K in a minute',
    'TEMPERATURE_JUMPED',
    { temperatures: [25.1] },
    before({ temperatures: [20] }),
  ],
  [
    'a cold sensor that jumps',
    'TEMPERATURE_JUMPED',
    { temperatures: [10, 20] },
    before({ temperatures: [19, 20] }),
  ],
  ['2 K in a second', null, { temperatures: [22] }, before({ temperatures: [20] }, 1_000)],
  ['40 K over a gap', null, { temperatures: [60] }, before({ temperatures: [20] }, 300_001)],
  [
    '40 K after an invalid reading',
    null,
    { temperatures: [60] },
    before({ temperatures: [20], dataQuality: 'invalid' }),
  ],
  ['40 K before a later reading', null, { temperatures: [60] }, before({ temperatures: [20] }, -1)],

  ['2 % without charge', null, {}, before({ socPercent: 58 })],
  ['more than 2 % without charge', 'SOC_JUMPED', {}, before({ socPercent: 57.9 })],
  ['no change while 3 % flowed', 'SOC_JUMPED', { packCurrent: 90 }, before({ packCurrent: 90 }, 120_001)],
  ['3 % that flowed', null, { packCurrent: 90 }, before({ packCurrent: 90, socPercent: 57 }, 120_000)],
  ['a jump of an unknown size', null, { socPercent: null }, before({ socPercent: 1 })],
  ['a jump at an unknown current', null, { packCurrent: null }, before({ socPercent: 1 })],
  ['a jump from an unknown current', null, {}, before({ socPercent: 1, packCurrent: null })],
  ['a jump of a pack of unknown capacity', null, {}, { ...before({ socPercent: 1 }), ratedCapacityAh: null }],

  ['a counter that stands', null, { totalChargeAh: 100 }, before({ totalChargeAh: 100 })],
  ['a counter that fell', 'COUNTER_FELL', { chargeCycles: 11 }, before({ chargeCycles: 12 })],
  ['a counter below a later reading’s', null, { chargeCycles: 11 }, before({ chargeCycles: 12 }, -1)],
];

describe('the cross checks', () => {
  it.each(cases)('find in %s: %s', (...[, suspicion, values, circumstances]: Case) => {
    expect(suspicions(values, circumstances)).toEqual(suspicion ? [suspicion] : []);
  });

  it('find several at once, in the order of the table', () => {
    expect(suspicions({ packVoltage: 60, packPower: 5_000, temperatures: [85] })).toEqual([
      'PACK_DIFFERS_FROM_CELLS',
      'POWER_DIFFERS',
      'TEMPERATURE_SENTINEL',
    ]);
  });
});
