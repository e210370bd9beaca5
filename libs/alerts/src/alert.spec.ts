import { describe, expect, it } from '@jest/globals';
import { alertCodes, isCritical, isWorse, type AlertCode } from './alert-codes.js';
import { evolveAlert, quietAlert, type Alert, type AlertEvent, type Breach } from './alert.js';
import type { AlertCommand } from './decide-alert.js';
import { AlertNotOpen, AlreadyAcknowledged } from './alerts.errors.js';
import {
  acknowledgedSample,
  givenAlert,
  raisedSample,
  repeatedSample,
  resolvedSample,
  sampleStart,
} from './testing/index.js';

const breach = (after: number, changes: Partial<Breach> = {}): AlertCommand => ({
  type: 'ReportBreach',
  batteryId: 7,
  code: 'TEMPERATURE_HIGH',
  repeatInterval: 60_000,
  breach: {
    severity: 'warning',
    value: 61,
    threshold: 60,
    at: sampleStart + after,
    faultCodes: null,
    ...changes,
  },
});
const cleared = (after: number): AlertCommand => ({
  type: 'ReportCleared',
  at: sampleStart + after,
  value: 55.5,
});
const acknowledge: AlertCommand = { type: 'Acknowledge', by: 3, at: sampleStart + 5_000 };
const resolve: AlertCommand = { type: 'Resolve', by: 3, at: sampleStart + 9_000, notes: 'fan cleaned' };

const raised = raisedSample();
const acknowledged = acknowledgedSample({ after: 5_000 });
const resolvedAt = (after: number) => resolvedSample({ after });

describe('a condition that begins', () => {
  it('raises an alert', () => {
    expect(givenAlert().when(breach(0))).toEqual([
      {
        type: 'AlertRaised',
        batteryId: 7,
        code: 'TEMPERATURE_HIGH',
        category: 'temperature',
        unit: '°C',
        severity: 'warning',
        value: 61,
        threshold: 60,
        at: sampleStart,
        faultCodes: null,
      },
    ]);
  });

  it('raises another once the first is resolved', () => {
    expect(givenAlert(raised, resolvedAt(10_000)).when(breach(10_001))).toMatchObject([
      { type: 'AlertRaised' },
    ]);
  });

  it('raises nothing when it is older than the end of the last one', () => {
    expect(givenAlert(raised, resolvedAt(10_000)).when(breach(10_000))).toEqual([]);
  });
});

describe('a condition that lasts', () => {
  it('is repeated once the interval has passed, not before', () => {
    expect(givenAlert(raised).when(breach(59_999))).toEqual([]);
    expect(givenAlert(raised).when(breach(60_000, { value: 62 }))).toEqual([
      repeatedSample({ after: 60_000, value: 62 }),
    ]);
  });

  it('is repeated from the last repeat on, and counted', () => {
    const history = [raised, repeatedSample({ after: 60_000 })];
    expect(givenAlert(...history).when(breach(119_999))).toEqual([]);
    expect(givenAlert(...history).when(breach(120_000))).toMatchObject([{ occurrences: 3 }]);
  });

  it('is repeated at once when it gets worse', () => {
    expect(givenAlert(raised).when(breach(1, { severity: 'critical', value: 66 }))).toMatchObject([
      { type: 'AlertRepeated', severity: 'critical', value: 66 },
    ]);
  });

  it('keeps the worst it has been', () => {
    const critical = raisedSample({ severity: 'critical' });
    expect(givenAlert(critical).when(breach(1_000))).toEqual([]);
    expect(givenAlert(critical).when(breach(60_000))).toMatchObject([{ severity: 'critical', value: 61 }]);
  });

  it('is not changed by what is older', () => {
    expect(givenAlert(raised).when(breach(0, { severity: 'emergency' }))).toEqual([]);
    expect(givenAlert(raised).when(breach(-100_000, { severity: 'emergency' }))).toEqual([]);
  });
});

describe('a condition that ends', () => {
  it('resolves its alert, acknowledged or not', () => {
    for (const history of [[raised], [raised, acknowledged]]) {
      expect(givenAlert(...history).when(cleared(6_000))).toEqual([resolvedAt(6_000)]);
    }
  });

  it('changes nothing where no alert is open, or when it is older', () => {
    expect(givenAlert().when(cleared(6_000))).toEqual([]);
    expect(givenAlert(raised).when(cleared(0))).toEqual([]);
  });
});

describe('a user', () => {
  it('acknowledges an alert', () => {
    expect(givenAlert(raised).when(acknowledge)).toEqual([acknowledged]);
  });

  it('cannot acknowledge it twice', () => {
    expect(givenAlert(raised, acknowledged).when(acknowledge)).toBe('ALERT.ALREADY_ACKNOWLEDGED');
  });

  it('may acknowledge it again when it got worse', () => {
    const worse = repeatedSample({ after: 6_000, severity: 'critical' });
    expect(givenAlert(raised, acknowledged, worse).when(acknowledge)).toMatchObject([
      { type: 'AlertAcknowledged' },
    ]);
  });

  it('cannot acknowledge or resolve what is not open', () => {
    for (const history of [[], [raised, resolvedAt(1)]]) {
      expect(givenAlert(...history).when(acknowledge)).toBe('ALERT.NOT_OPEN');
      expect(givenAlert(...history).when(resolve)).toBe('ALERT.NOT_OPEN');
    }
  });

  it('resolves an alert, acknowledged or not', () => {
    for (const history of [[raised], [raised, acknowledged]]) {
      expect(givenAlert(...history).when(resolve)).toEqual([
        resolvedSample({ after: 9_000, resolution: 'user', by: 3, notes: 'fan cleaned', value: null }),
      ]);
    }
  });

  it('is told what to do next in both languages', () => {
    for (const refusal of [new AlertNotOpen(), new AlreadyAcknowledged()]) {
      expect(refusal.message).toBe(refusal.messages.en);
      expect(refusal.messages.fr).toMatch(/ : /);
      expect(refusal.name).not.toBe('Error');
    }
  });
});

describe('the state of an alert', () => {
  const after = (...events: AlertEvent[]) => events.reduce<Alert>(evolveAlert, quietAlert);

  it('follows its events', () => {
    expect(after()).toEqual({ status: 'quiet', since: null });
    expect(after(raised)).toMatchObject({ status: 'active', occurrences: 1 });
    expect(after(raised, acknowledged)).toMatchObject({ status: 'acknowledged', acknowledgedBy: 3 });
    const repeated = repeatedSample({ after: 60_000, value: 63 });
    expect(after(raised, acknowledged, repeated)).toMatchObject({ status: 'acknowledged', value: 63 });
    expect(after(raised, acknowledged, resolvedAt(1_000))).toEqual({
      status: 'quiet',
      since: sampleStart + 1_000,
    });
  });

  it('of an acknowledged alert that got worse is active, without its acknowledgement', () => {
    const worse = repeatedSample({ after: 60_000, severity: 'emergency' });
    expect(after(raised, acknowledged, worse)).toEqual({ ...after(raised, worse) });
  });

  it('cannot follow from a history that cannot be', () => {
    expect(() => after(acknowledged)).toThrow('AlertAcknowledged');
  });
});

describe('the codes of alerts', () => {
  it('fit their column and have a category and a unit', () => {
    for (const [code, { category, unit }] of Object.entries(alertCodes)) {
      expect(code).toMatch(/^[A-Z_]{3,50}$/);
      expect([category, unit ?? '']).toEqual([expect.any(String), expect.any(String)]);
    }
  });

  it('are ordered by severity', () => {
    expect(isWorse('critical', 'warning')).toBe(true);
    expect(isWorse('warning', 'warning')).toBe(false);
    expect((['info', 'warning', 'critical', 'emergency'] as const).map(isCritical)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(alertCodes satisfies Record<AlertCode, unknown>).toBeDefined();
  });
});

describe('a specification', () => {
  it('does not take a broken history for a refusal', () => {
    expect(() => givenAlert(acknowledged).when(resolve)).toThrow('AlertAcknowledged');
  });
});
