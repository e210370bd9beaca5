import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';

export const disconnectReasons = [
  'timeout',
  'refused',
  'reset',
  'unreachable',
  'garbled',
  'exception',
  'configuration',
] as const;

/** A device has not given a good reading for several polls in a row. */
export class DeviceDisconnectedV1 {
  @IsInt() @Min(1) batteryId!: number;
  /** RFC 3339 UTC: when the connector decided so. */
  @IsUtcTime() at!: string;
  /** RFC 3339 UTC of the last good reading, where there was one. */
  @IsOptional() @IsUtcTime() lastReadingAt?: string;
  /** The kind of the last failure. */
  @IsIn(disconnectReasons) reason!: (typeof disconnectReasons)[number];
  /** Failed polls in a row. */
  @IsInt() @Min(1) failures!: number;
}
