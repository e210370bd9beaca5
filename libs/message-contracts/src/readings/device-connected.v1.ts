import { IsInt, Min } from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';

/** A device answered after a time without, or for the first time since its connector started. */
export class DeviceConnectedV1 {
  @IsInt() @Min(1) batteryId!: number;
  /** RFC 3339 UTC: when the first good answer came. */
  @IsUtcTime() at!: string;
}
