import { IsIn, IsInt, IsNumber, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';

export const alertResolutions = ['condition-cleared', 'user'] as const;

/** An alert closed, by itself or by a user. The user's notes stay in the tenant's database. */
export class AlertResolvedV1 {
  @IsInt() @Min(1) alertId!: number;
  @IsInt() @Min(1) batteryId!: number;
  @IsString() @MaxLength(50) alertCode!: string;
  @IsIn(alertResolutions) resolution!: (typeof alertResolutions)[number];
  /** RFC 3339 UTC with milliseconds. */
  @IsUtcTime() resolvedAt!: string;
  /** The user's id in the tenant's database, where a user did it. */
  @IsOptional() @IsInt() @Min(1) resolvedBy?: number;
  /** The value that ended the condition, in `unit`. */
  @IsOptional() @IsNumber() currentValue?: number;
  @IsOptional() @IsString() @MaxLength(20) unit?: string;
}
