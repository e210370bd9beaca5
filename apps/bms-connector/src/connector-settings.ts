import { HttpSettings } from '@trackingbms/service-kit';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Min, ValidateBy } from 'class-validator';
import { isRange } from './fleet-view/device-ranges.js';
import type { WhenFull } from './spool/spool.js';

const whenFull = ['drop-oldest', 'drop-newest'] as const;
const mebibyte = 1024 * 1024;

const splitList = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : value;

export class ConnectorSettings extends HttpSettings {
  /** Where readings wait while Kafka is away. One process each. */
  @IsString() SPOOL_DIRECTORY!: string;
  @Type(() => Number) @IsInt() @Min(mebibyte) SPOOL_MAX_BYTES: number = 256 * mebibyte;
  @IsIn(whenFull) SPOOL_WHEN_FULL: WhenFull = 'drop-oldest';

  /** Comma separated CIDR ranges, `3@10.3.0.0/16` for client 3 alone; none means that no device may be reached. */
  @Transform(({ value }) => splitList(value))
  @IsArray()
  @ValidateBy(
    {
      name: 'isRange',
      validator: {
        validate: (text: unknown) => typeof text === 'string' && isRange(text),
        defaultMessage: () =>
          'ALLOWED_DEVICE_RANGES must be CIDR ranges such as 10.1.0.0/16, or 3@10.3.0.0/16 for client 3 alone',
      },
    },
    { each: true },
  )
  ALLOWED_DEVICE_RANGES: readonly string[] = [];

  /** Profiles beside the shipped ones. */
  @IsOptional() @IsString() DEVICE_PROFILES_DIRECTORY?: string;

  /** Links that may be talked to at the same time. */
  @Type(() => Number) @IsInt() @Min(1) MAX_CONCURRENT_POLLS: number = 1_000;

  /** What one battery may push, and at once after a silence. */
  @Type(() => Number) @IsInt() @Min(1) INGEST_READINGS_PER_MINUTE: number = 600;
}
