import { describe, expect, it } from '@jest/globals';
import {
  acknowledgedSample,
  raisedSample,
  repeatedSample,
  resolvedSample,
} from '@trackingbms/alerts/testing';
import type { AlertEvent } from '@trackingbms/alerts';
import { decodeEvent, encodeEvent, topics, type DomainEvent } from '@trackingbms/message-contracts';
import type { JournalEntry } from '@trackingbms/tenant-database';
import { toAlertEvent } from './publish-alerts.js';

function entryOf({ type, ...payload }: AlertEvent, version: number): JournalEntry {
  const eventId = '01890a5d-ac96-774b-bcce-b302099a8057';
  const stream = { type: 'alert', id: `${payload.batteryId}/${payload.code}` };
  return { eventId, type, schemaVersion: 1, payload, occurredAt: payload.at, stream, position: 41, version };
}

describe('an entry of the journal on the alerts topic', () => {
  it.each<[string, AlertEvent, object]>([
    ['AlertRaised', raisedSample(), { triggerValue: 61, thresholdValue: 60, unit: '°C', isPersistent: true }],
    [
      'AlertRaised',
      raisedSample({ code: 'BMS_FAULT', value: null, threshold: null, unit: null, faultCodes: ['OV'] }),
      { alertCode: 'BMS_FAULT' },
    ],
    [
      'AlertRepeated',
      repeatedSample({ after: 60_000 }),
      { occurrences: 2, lastOccurrence: '2026-01-01T00:01:00.000Z' },
    ],
    ['AlertAcknowledged', acknowledgedSample(), { acknowledgedBy: 3 }],
    ['AlertResolved', resolvedSample(), { resolution: 'condition-cleared', currentValue: 55.5 }],
    [
      'AlertResolved',
      resolvedSample({ resolution: 'user', by: 3, notes: 'private', value: null }),
      { resolution: 'user', resolvedBy: 3 },
    ],
  ])('%s keeps its contract', (type, event, data) => {
    const outgoing = toAlertEvent(5, entryOf(event, 4), 40);
    expect(outgoing).toMatchObject({
      topic: topics.alerts,
      key: '5/7',
      partitionBy: 'tenant',
      type: `com.trackingbms.${type}.v1`,
    });
    const decoded = decodeEvent(encodeEvent(outgoing as DomainEvent));
    expect(decoded).toMatchObject({
      ok: true,
      event: { tenantId: 5, data: { alertId: 40, batteryId: 7, ...data } },
    });
    expect(JSON.stringify(outgoing)).not.toContain('private');
  });

  it('says both languages once, when it is raised', () => {
    const { data } = toAlertEvent(5, entryOf(raisedSample(), 1), 41) as {
      data: { title: Record<string, string>; isPersistent: boolean };
    };
    expect(data.title.fr).not.toBe(data.title.en);
    expect(data.isPersistent).toBe(false);
  });
});
