import { IsInt, IsISO8601, Min } from 'class-validator';

/** A device answered after a time without, or for the first time since its connector started. */
export class DeviceConnectedV1 {
  @IsInt() @Min(1) batteryId!: number;
  /** RFC 3339 UTC: when the first good answer came. */
  @IsISO8601({ strict: true }) at!: string;
}
