import { IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { IsCounts, IsUtcTime } from '../validation/field-rules.js';

/** How a device was reached during a period, said once a period for each battery that was asked or that pushed. */
export class DeviceCommunicationV1 {
  @IsInt() @Min(1) batteryId!: number;
  /** RFC 3339 UTC: the period's end. */
  @IsUtcTime() at!: string;
  /** RFC 3339 UTC: its beginning. */
  @IsUtcTime() since!: string;
  /** Good readings. */
  @IsInt() @Min(0) readings!: number;
  /** Failed exchanges by kind (the reasons of DeviceDisconnected, and `refused-value` for pushes), without kinds that did not occur. */
  @IsCounts() failures!: Record<string, number>;
  /** ms, mean time that a good reading took; absent where none was asked for. */
  @IsOptional() @IsNumber() @Min(0) latencyMilliseconds?: number;
  /** ms, the longest of them. */
  @IsOptional() @IsNumber() @Min(0) longestLatencyMilliseconds?: number;
  /** %, 0 to 100: the newest that a reading of the period had. */
  @IsOptional() @IsNumber() @Min(0) @Max(100) signalStrength?: number;
}
