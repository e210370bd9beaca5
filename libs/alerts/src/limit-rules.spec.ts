import { describe, expect, it } from '@jest/globals';
import type { Reading } from '@trackingbms/telemetry';
import { firstOf2026 } from '@trackingbms/telemetry/testing';
import type { AlertCode, AlertSeverity } from './alert-codes.js';
import type { AlertEvent } from './alert.js';
import { evaluate, packAfter } from './testing/watched-pack.js';

const minute = 60_000;

interface RuleCase {
  readonly code: AlertCode;
  readonly field: keyof Reading;
  /** Of the field: the last value that raises nothing, and the first of each severity. */
  readonly allowed: number;
  readonly first: readonly (readonly [number, AlertSeverity])[];
  /** The last value at which an open alert stays, and the first at which it resolves. */
  readonly stays: number;
  readonly resolves: number;
  readonly with?: Partial<Reading>;
}

const rules: readonly RuleCase[] = [
  {
    code: 'PACK_VOLTAGE_HIGH',
    field: 'packVoltage',
    allowed: 58.4,
    first: [
      [58.401, 'warning'],
      [59.568, 'critical'],
      [61.32, 'emergency'],
    ],
    stays: 57.817,
    resolves: 57.816,
  },
  {
    code: 'PACK_VOLTAGE_LOW',
    field: 'packVoltage',
    allowed: 40,
    first: [
      [39.999, 'warning'],
      [38.8, 'critical'],
      [36.8, 'emergency'],
    ],
    stays: 40.799,
    resolves: 40.8,
  },
  {
    code: 'CELL_VOLTAGE_HIGH',
    field: 'cellVoltageMax',
    allowed: 3.65,
    first: [
      [3.651, 'warning'],
      [3.7, 'critical'],
      [3.8, 'emergency'],
    ],
    stays: 3.601,
    resolves: 3.6,
  },
  {
    code: 'CELL_VOLTAGE_LOW',
    field: 'cellVoltageMin',
    allowed: 2.5,
    first: [
      [2.499, 'warning'],
      [2.4, 'critical'],
      [2.2, 'emergency'],
    ],
    stays: 2.599,
    resolves: 2.6,
  },
  {
    code: 'CELL_IMBALANCE',
    field: 'cellVoltageDiff',
    allowed: 0.2,
    first: [
      [0.201, 'warning'],
      [0.3, 'critical'],
      [0.5, 'emergency'],
    ],
    stays: 0.151,
    resolves: 0.15,
  },
  {
    code: 'CELL_IMBALANCE',
    field: 'cellVoltageDiff',
    allowed: 0.4,
    first: [
      [0.401, 'warning'],
      [0.5, 'critical'],
      [0.7, 'emergency'],
    ],
    stays: 0.351,
    resolves: 0.35,
    with: { socPercent: 90.01 },
  },
  {
    code: 'CHARGE_CURRENT_HIGH',
    field: 'chargeCurrent',
    allowed: 50,
    first: [
      [50.001, 'warning'],
      [55, 'critical'],
      [62.5, 'emergency'],
    ],
    stays: 47.501,
    resolves: 47.5,
  },
  {
    code: 'DISCHARGE_CURRENT_HIGH',
    field: 'dischargeCurrent',
    allowed: 100,
    first: [
      [100.001, 'warning'],
      [110, 'critical'],
      [125, 'emergency'],
    ],
    stays: 95.001,
    resolves: 95,
  },
  {
    code: 'TEMPERATURE_HIGH',
    field: 'tempMax',
    allowed: 60,
    first: [
      [60.01, 'warning'],
      [65, 'critical'],
      [70, 'emergency'],
    ],
    stays: 58.01,
    resolves: 58,
  },
  {
    code: 'TEMPERATURE_LOW',
    field: 'tempMin',
    allowed: -20,
    first: [
      [-20.01, 'warning'],
      [-25, 'critical'],
      [-30, 'emergency'],
    ],
    stays: -18.01,
    resolves: -18,
  },
  {
    code: 'SOC_LOW',
    field: 'socPercent',
    allowed: 20,
    first: [[19.99, 'warning']],
    stays: 22.99,
    resolves: 23,
  },
  {
    code: 'SOC_CRITICAL',
    field: 'socPercent',
    allowed: 10,
    first: [
      [9.99, 'critical'],
      [5, 'emergency'],
    ],
    stays: 12.99,
    resolves: 13,
  },
];

describe.each(rules)('$code at $allowed', ({ code, field, allowed, first, stays, resolves, with: rest }) => {
  const about = (events: readonly AlertEvent[]) => events.filter((event) => event.code === code);
  const at = (value: number | null) => ({ ...rest, [field]: value });

  it('is not raised at the limit itself', () => {
    expect(about(evaluate(at(allowed)))).toEqual([]);
  });

  it.each(first)('is raised at %d as %s', (value, severity) => {
    expect(about(evaluate(at(value)))).toMatchObject([
      { type: 'AlertRaised', batteryId: 7, value, threshold: allowed, severity, at: firstOf2026 },
    ]);
  });

  it('stays open inside the limit until there is room to spare', () => {
    const open = packAfter(at(first[0]![0]));
    expect(about(evaluate(at(stays), open))).toEqual([]);
    expect(about(evaluate(at(resolves), open))).toMatchObject([
      { type: 'AlertResolved', resolution: 'condition-cleared', value: resolves },
    ]);
  });

  it('is neither raised nor resolved by a value that is not known', () => {
    expect(about(evaluate(at(null)))).toEqual([]);
    expect(about(evaluate(at(null), packAfter(at(first[0]![0]))))).toEqual([]);
  });

  it('is repeated after a minute and gets worse at once', () => {
    const open = packAfter(at(first[0]![0]));
    const worst = first.at(-1)!;
    expect(about(evaluate(at(first[0]![0]), open))).toMatchObject([
      { type: 'AlertRepeated', occurrences: 2 },
    ]);
    const soon = evaluate({ ...at(worst[0]), timestamp: firstOf2026 - minute + 1_000 }, open);
    expect(about(soon)).toMatchObject(
      first.length > 1 ? [{ type: 'AlertRepeated', severity: worst[1] }] : [],
    );
  });
});
