import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { IsDeviceRanges } from './fleet-view/is-device-ranges.js';
import { MqttSettings } from './push/mqtt/mqtt-settings.js';
import { whenFull, type WhenFull } from './spool/spool.js';

const deviceSharing = ['alone', 'shared'] as const;
const mebibyte = 1024 * 1024;

export class ConnectorSettings extends MqttSettings {
  /** Where readings wait while Kafka is away. One process each. */
  @IsString() SPOOL_DIRECTORY!: string;
  @Type(() => Number) @IsInt() @Min(mebibyte) SPOOL_MAX_BYTES: number = 256 * mebibyte;
  @IsIn(whenFull) SPOOL_WHEN_FULL: WhenFull = 'drop-oldest';

  /** Comma separated CIDR ranges, `3@10.3.0.0/16` for client 3 alone; none means that no device may be reached. */
  @IsDeviceRanges()
  ALLOWED_DEVICE_RANGES: readonly string[] = [];

  /** Profiles beside the shipped ones. */
  @IsOptional() @IsString() DEVICE_PROFILES_DIRECTORY?: string;

  /** `alone`: polls everything. `shared`: its part, as one of several replicas. */
  @IsIn(deviceSharing) DEVICE_SHARING: (typeof deviceSharing)[number] = 'alone';

  /** Links that may be talked to at the same time. */
  @Type(() => Number) @IsInt() @Min(1) MAX_CONCURRENT_POLLS: number = 1_000;

  /** A battery's counts of communication are reported about this often. */
  @Type(() => Number) @IsInt() @Min(1) @Max(3_600) COMMUNICATION_REPORT_SECONDS: number = 60;

  /** What one battery may push, and at once after a silence. */
  @Type(() => Number) @IsInt() @Min(1) INGEST_READINGS_PER_MINUTE: number = 600;

  /** What one site connector may send, and at once after a silence. */
  @Type(() => Number) @IsInt() @Min(1) SITE_EVENTS_PER_MINUTE: number = 60_000;
}
