import { ApiProperty } from '@nestjs/swagger';
import {
  alertCategories,
  alertSeverities,
  alertText,
  type AlertCategory,
  type AlertSeverity,
} from '@trackingbms/alerts';
import type { Language } from '@trackingbms/service-kit';
import { alertStatuses, type AlertRow } from '@trackingbms/tenant-database';
import { timeText } from '../http/queries.js';

const time = { type: 'string', format: 'date-time' } as const;
const value = { type: 'number', nullable: true } as const;
const user = { type: 'integer', nullable: true } as const;

export class AlertAnswer {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: 'integer' }) batteryId!: number;
  @ApiProperty({ enum: alertSeverities }) severity!: AlertSeverity;
  @ApiProperty({ enum: alertCategories }) category!: AlertCategory;
  @ApiProperty({ description: 'Stable: programs compare this one' }) alertCode!: string;
  @ApiProperty() title!: string;
  @ApiProperty() message!: string;
  @ApiProperty(value) triggerValue!: number | null;
  @ApiProperty(value) thresholdValue!: number | null;
  @ApiProperty(value) currentValue!: number | null;
  @ApiProperty({ type: 'string', nullable: true }) unit!: string | null;
  @ApiProperty({ enum: alertStatuses }) status!: AlertRow['status'];
  @ApiProperty({ description: 'The same alert of this battery had been open before' }) isPersistent!: boolean;
  @ApiProperty({ type: 'integer' }) occurrences!: number;
  @ApiProperty(time) firstOccurrence!: string | null;
  @ApiProperty(time) lastOccurrence!: string | null;
  @ApiProperty({ ...time, nullable: true }) acknowledgedAt!: string | null;
  @ApiProperty(user) acknowledgedBy!: number | null;
  @ApiProperty({ ...time, nullable: true }) resolvedAt!: string | null;
  @ApiProperty(user) resolvedBy!: number | null;
  @ApiProperty({ type: 'string', nullable: true }) resolutionNotes!: string | null;
}

export class AlertPageAnswer {
  @ApiProperty({ type: [AlertAnswer] }) items!: AlertAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) nextCursor!: string | null;
}

/** The alert with its texts made in the reader's language. */
export function toAlertAnswer(row: AlertRow, language: Language): AlertAnswer {
  const { code, faultCodes, thresholdValue: threshold } = row;
  const value = row.currentValue ?? row.triggerValue;
  return {
    id: row.id,
    batteryId: row.batteryId,
    severity: row.severity,
    category: row.category,
    alertCode: code,
    ...alertText(code, { value, threshold, faultCodes }, language),
    triggerValue: row.triggerValue,
    thresholdValue: threshold,
    currentValue: row.currentValue,
    unit: row.unit,
    status: row.status,
    isPersistent: row.isPersistent,
    occurrences: row.occurrences,
    firstOccurrence: timeText(row.firstOccurrence),
    lastOccurrence: timeText(row.lastOccurrence),
    acknowledgedAt: timeText(row.acknowledgedAt),
    acknowledgedBy: row.acknowledgedBy,
    resolvedAt: timeText(row.resolvedAt),
    resolvedBy: row.resolvedBy,
    resolutionNotes: row.resolutionNotes,
  };
}
