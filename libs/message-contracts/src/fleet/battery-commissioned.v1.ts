import { IsInt, IsISO8601, Min } from 'class-validator';

/** A battery went into operation. */
export class BatteryCommissionedV1 {
  @IsInt() @Min(1) batteryId!: number;
  /** Version of the battery after this event. */
  @IsInt() @Min(1) version!: number;
  /** RFC 3339 UTC with milliseconds. */
  @IsISO8601({ strict: true }) commissionedAt!: string;
}
