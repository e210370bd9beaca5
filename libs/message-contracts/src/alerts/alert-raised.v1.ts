import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';
import { BilingualTextV1 } from '../bilingual-text.v1.js';
import { alertCategories, alertSeverities, type AlertCategory, type AlertSeverity } from './alert-terms.js';

/** An alert opened: there is at most one open alert for a battery and a code. */
export class AlertRaisedV1 {
  /** The alert's id in its tenant's database. */
  @IsInt() @Min(1) alertId!: number;
  @IsInt() @Min(1) batteryId!: number;
  /** Stable code of the rule, for example `CELL_OVER_VOLTAGE`. */
  @IsString() @MaxLength(50) alertCode!: string;
  @IsIn(alertSeverities) severity!: AlertSeverity;
  @IsIn(alertCategories) category!: AlertCategory;
  @ValidateNested() @Type(() => BilingualTextV1) title!: BilingualTextV1;
  @ValidateNested() @Type(() => BilingualTextV1) message!: BilingualTextV1;
  /** The value that opened the alert, in `unit`. */
  @IsOptional() @IsNumber() triggerValue?: number;
  /** The limit it broke, in `unit`. */
  @IsOptional() @IsNumber() thresholdValue?: number;
  /** The latest value known when the event was made, in `unit`. */
  @IsOptional() @IsNumber() currentValue?: number;
  /** V, A, W, °C, %, s and the like. */
  @IsOptional() @IsString() @MaxLength(20) unit?: string;
  /** The same code had been open before and came back. */
  @IsOptional() @IsBoolean() isPersistent?: boolean;
  /** RFC 3339 UTC with milliseconds: time of the reading that opened it. */
  @IsUtcTime() firstOccurrence!: string;
}
