import { IsInt, Min } from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';

/** A battery went out of operation. It is never deleted: its history stays. */
export class BatteryDecommissionedV1 {
  @IsInt() @Min(1) batteryId!: number;
  /** Version of the battery after this event. */
  @IsInt() @Min(1) version!: number;
  /** RFC 3339 UTC with milliseconds. */
  @IsUtcTime() decommissionedAt!: string;
}
