import {
  evolveAlert,
  type Alert,
  type AlertCategory,
  type AlertCode,
  type AlertSeverity,
  type OpenAlert,
} from '@trackingbms/alerts';
import {
  fromDateTime,
  fromJson,
  toDateTime,
  toJson,
  type SqlRow,
  type SqlValue,
} from '../readings/reading-row.js';

/** One alert as the table `alerts` keeps it. Values are in `unit`, times epoch milliseconds. */
export interface AlertRow {
  /** Position of its AlertRaised entry in the tenant's journal. */
  readonly id: number;
  readonly batteryId: number;
  readonly severity: AlertSeverity;
  readonly category: AlertCategory;
  readonly code: AlertCode;
  readonly title: string;
  readonly message: string;
  readonly triggerValue: number | null;
  readonly thresholdValue: number | null;
  readonly currentValue: number | null;
  readonly unit: string | null;
  readonly status: 'active' | 'acknowledged' | 'resolved';
  /** The same code of the same battery had been open before. */
  readonly isPersistent: boolean;
  readonly firstOccurrence: number;
  readonly lastOccurrence: number;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: number | null;
  readonly resolvedAt: number | null;
  readonly resolvedBy: number | null;
  readonly resolutionNotes: string | null;
  readonly faultCodes: readonly string[] | null;
  readonly occurrences: number;
  /** Version of the stream of its battery and code after its last event. */
  readonly streamVersion: number;
  /** Of its first and of its last event. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** In the order in which `alertToRow` gives their values. */
export const alertColumns = [
  'id',
  'battery_id',
  'severity',
  'category',
  'alert_code',
  'title',
  'message',
  'trigger_value',
  'threshold_value',
  'current_value',
  'unit',
  'status',
  'is_persistent',
  'first_occurrence',
  'last_occurrence',
  'acknowledged_at',
  'acknowledged_by',
  'resolved_at',
  'resolved_by',
  'resolution_notes',
  'raw_data',
  'occurrences',
  'stream_version',
  'created_at',
  'updated_at',
] as const;

const time = (instant: number | null): SqlValue => (instant === null ? null : toDateTime(instant));
const instant = (value: unknown): number | null => (value === null ? null : fromDateTime(value));
const optional = (value: unknown): number | null => (value === null ? null : Number(value));

export function alertToRow(alert: AlertRow): SqlValue[] {
  return [
    alert.id,
    alert.batteryId,
    alert.severity,
    alert.category,
    alert.code,
    alert.title,
    alert.message,
    alert.triggerValue,
    alert.thresholdValue,
    alert.currentValue,
    alert.unit,
    alert.status,
    alert.isPersistent,
    time(alert.firstOccurrence),
    time(alert.lastOccurrence),
    time(alert.acknowledgedAt),
    alert.acknowledgedBy,
    time(alert.resolvedAt),
    alert.resolvedBy,
    alert.resolutionNotes,
    alert.faultCodes === null ? null : toJson({ faultCodes: alert.faultCodes }),
    alert.occurrences,
    alert.streamVersion,
    time(alert.createdAt),
    time(alert.updatedAt),
  ];
}

export function rowToAlert(row: SqlRow): AlertRow {
  return {
    id: Number(row.id),
    batteryId: Number(row.battery_id),
    severity: row.severity as AlertSeverity,
    category: row.category as AlertCategory,
    code: row.alert_code as AlertCode,
    title: row.title as string,
    message: row.message as string,
    unit: row.unit as string | null,
    status: row.status as AlertRow['status'],
    isPersistent: Boolean(Number(row.is_persistent)),
    resolutionNotes: row.resolution_notes as string | null,
    faultCodes: fromJson<{ faultCodes: string[] }>(row.raw_data)?.faultCodes ?? null,
    occurrences: Number(row.occurrences),
    streamVersion: Number(row.stream_version),
    ...valuesOf(row),
    ...timesOf(row),
  };
}

const valuesOf = (row: SqlRow) => ({
  triggerValue: optional(row.trigger_value),
  thresholdValue: optional(row.threshold_value),
  currentValue: optional(row.current_value),
  acknowledgedBy: optional(row.acknowledged_by),
  resolvedBy: optional(row.resolved_by),
});

const timesOf = (row: SqlRow) => ({
  firstOccurrence: fromDateTime(row.first_occurrence),
  lastOccurrence: fromDateTime(row.last_occurrence),
  acknowledgedAt: instant(row.acknowledged_at),
  resolvedAt: instant(row.resolved_at),
  createdAt: fromDateTime(row.created_at),
  updatedAt: fromDateTime(row.updated_at),
});

/** What the rules know of this very alert: quiet once it is resolved. */
export function alertOfRow(row: AlertRow): Alert {
  if (row.status === 'resolved') return { status: 'quiet', since: row.resolvedAt };
  const open: OpenAlert = {
    status: 'active',
    batteryId: row.batteryId,
    code: row.code,
    severity: row.severity,
    firstOccurrence: row.firstOccurrence,
    lastOccurrence: row.lastOccurrence,
    value: row.currentValue,
    threshold: row.thresholdValue,
    occurrences: row.occurrences,
  };
  if (row.status === 'active' || row.acknowledgedBy === null || row.acknowledgedAt === null) return open;
  const { batteryId, code, acknowledgedBy: by, acknowledgedAt: at } = row;
  return evolveAlert(open, { type: 'AlertAcknowledged', batteryId, code, by, at });
}
