import { IsInt, IsString, MaxLength, Min } from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';

/** Somebody has taken an open alert on. It stays open. */
export class AlertAcknowledgedV1 {
  @IsInt() @Min(1) alertId!: number;
  @IsInt() @Min(1) batteryId!: number;
  @IsString() @MaxLength(50) alertCode!: string;
  /** RFC 3339 UTC with milliseconds. */
  @IsUtcTime() acknowledgedAt!: string;
  /** The user's id in the tenant's database. */
  @IsInt() @Min(1) acknowledgedBy!: number;
}
