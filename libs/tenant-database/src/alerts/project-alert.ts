import {
  alertText,
  evolveAlert,
  type Alert,
  type AlertEvent,
  type AlertRaised,
  type AlertRepeated,
} from '@trackingbms/alerts';
import type { JournalEntry } from '../journal/journal-entry.js';
import { alertOfRow, type AlertRow } from './alert-row.js';
import { alertEventOf } from './alert-stream.js';

/** The row of an alert after one more entry of its stream: the same whether it is written live or rebuilt. */
export function projectAlert(row: AlertRow | null, entry: JournalEntry): AlertRow {
  const event = alertEventOf(entry);
  if (event.type === 'AlertRaised') return raised(event, entry);
  if (row === null) throw new Error(`${event.type} cannot follow in a stream without an alert.`);
  const stamp = { streamVersion: entry.version, updatedAt: entry.occurredAt };
  return { ...row, ...changes(row, event), ...stamp };
}

// The stored texts are in the platform's first language; readers get theirs made from the code and the values.
const storedLanguage = 'fr';

function raised(event: AlertRaised, entry: JournalEntry): AlertRow {
  const { batteryId, code, severity, category, unit, value, threshold, faultCodes, at } = event;
  return {
    id: entry.position,
    batteryId,
    severity,
    category,
    code,
    ...alertText(code, { value, threshold, faultCodes }, storedLanguage),
    triggerValue: value,
    thresholdValue: threshold,
    currentValue: value,
    unit,
    status: 'active',
    isPersistent: entry.version > 1,
    firstOccurrence: at,
    lastOccurrence: at,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolutionNotes: null,
    faultCodes,
    occurrences: 1,
    streamVersion: entry.version,
    createdAt: entry.occurredAt,
    updatedAt: entry.occurredAt,
  };
}

function changes(row: AlertRow, event: Exclude<AlertEvent, AlertRaised>): Partial<AlertRow> {
  switch (event.type) {
    case 'AlertRepeated':
      return { ...repeated(event), ...acknowledgement(evolveAlert(alertOfRow(row), event)) };
    case 'AlertAcknowledged':
      return { status: 'acknowledged', acknowledgedAt: event.at, acknowledgedBy: event.by };
    case 'AlertResolved':
      return {
        status: 'resolved',
        resolvedAt: event.at,
        resolvedBy: event.by,
        resolutionNotes: event.notes,
        ...(event.value !== null && { currentValue: event.value }),
      };
  }
}

const repeated = ({ severity, value, threshold, faultCodes, at, occurrences }: AlertRepeated) => ({
  severity,
  currentValue: value,
  thresholdValue: threshold,
  faultCodes,
  lastOccurrence: at,
  occurrences,
});

/** An alert that got worse than what was acknowledged is active again. */
function acknowledgement(alert: Alert): Partial<AlertRow> {
  if (alert.status === 'acknowledged') return { status: 'acknowledged' };
  return { status: 'active', acknowledgedAt: null, acknowledgedBy: null };
}
