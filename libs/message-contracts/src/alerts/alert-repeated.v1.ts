import { IsIn, IsInt, IsNumber, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';
import { alertSeverities, type AlertSeverity } from './alert-terms.js';

/** An open alert was seen again, or got more or less severe. Not sent for every reading: see the rule's repeat interval. */
export class AlertRepeatedV1 {
  @IsInt() @Min(1) alertId!: number;
  @IsInt() @Min(1) batteryId!: number;
  @IsString() @MaxLength(50) alertCode!: string;
  /** As it is now. */
  @IsIn(alertSeverities) severity!: AlertSeverity;
  /** In `unit`. */
  @IsOptional() @IsNumber() currentValue?: number;
  /** In `unit`. */
  @IsOptional() @IsNumber() thresholdValue?: number;
  @IsOptional() @IsString() @MaxLength(20) unit?: string;
  /** Readings that broke the limit since the alert opened, the first included. */
  @IsInt() @Min(1) occurrences!: number;
  /** RFC 3339 UTC with milliseconds: time of the latest reading that broke the limit. */
  @IsUtcTime() lastOccurrence!: string;
}
