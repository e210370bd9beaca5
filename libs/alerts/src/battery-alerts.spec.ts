import { describe, expect, it } from '@jest/globals';
import type { OpenAlert } from './alert.js';
import type { StoredAlert } from './alert-store.js';
import { evolveAlert, quietAlert } from './alert.js';
import { alertChanges, alertsAfter, batteryAlerts } from './battery-alerts.js';
import { raisedSample, repeatedSample, resolvedSample, sampleStart } from './testing/index.js';

const stored = (batteryId: number, version: number): StoredAlert => ({
  alertId: batteryId * 100,
  version,
  alert: evolveAlert(quietAlert, raisedSample({ batteryId })) as OpenAlert,
});

describe('the alerts of a battery', () => {
  it('are its own of those that were loaded', () => {
    const alerts = batteryAlerts(7, 5, [stored(7, 1), stored(8, 1)]);
    expect(alerts).toMatchObject({ batteryId: 7, lastEvaluatedAt: 5 });
    expect([...alerts.open.values()]).toEqual([stored(7, 1).alert]);
    expect(batteryAlerts(9, null, [stored(7, 1)]).open.size).toBe(0);
  });

  it('follow what is decided, without changing what was', () => {
    const none = batteryAlerts(7, null, []);
    const one = alertsAfter(none, [raisedSample()], sampleStart);
    const none2 = alertsAfter(
      one,
      [repeatedSample({ after: 1 }), resolvedSample({ after: 2 })],
      sampleStart + 2,
    );
    expect([none.open.size, one.open.size, none2.open.size]).toEqual([0, 1, 0]);
    expect([none.lastEvaluatedAt, one.lastEvaluatedAt, none2.lastEvaluatedAt]).toEqual([
      null,
      sampleStart,
      sampleStart + 2,
    ]);
  });

  it('never go back in time, and a loss of communication is no reading', () => {
    const alerts = batteryAlerts(7, 100, []);
    expect(alertsAfter(alerts, [], 50).lastEvaluatedAt).toBe(100);
    expect(alertsAfter(alerts, [], null).lastEvaluatedAt).toBe(100);
    expect(alertsAfter(batteryAlerts(7, null, []), [], null).lastEvaluatedAt).toBeNull();
  });
});

describe('what is appended', () => {
  it('is one change for each battery and code, on the version that was loaded, in the order of the events', () => {
    const raised = raisedSample({ batteryId: 9, code: 'SOC_LOW' });
    const seven = repeatedSample({ batteryId: 7, after: 60_000 });
    const nine = repeatedSample({ batteryId: 9, code: 'SOC_LOW', after: 60_000 });
    expect(alertChanges([stored(7, 4), stored(8, 1)], [raised, seven, nine])).toEqual([
      { batteryId: 9, code: 'SOC_LOW', expected: 'quiet', events: [raised, nine] },
      { batteryId: 7, code: 'TEMPERATURE_HIGH', expected: 4, events: [seven] },
    ]);
    expect(alertChanges([stored(7, 4)], [])).toEqual([]);
  });
});
