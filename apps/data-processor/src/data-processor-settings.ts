import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { ServiceSettings } from '@trackingbms/service-kit';

/** Settings of the intake beside those of every service. Times are in milliseconds. */
export class DataProcessorSettings extends ServiceSettings {
  /** Readings of one transaction. */
  @Type(() => Number) @IsInt() @Min(1) @Max(10_000) INTAKE_MAX_ROWS: number = 2000;
  /** Partitions handled at the same time. */
  @Type(() => Number) @IsInt() @Min(1) @Max(32) INTAKE_PARTITIONS_AT_ONCE: number = 3;
  /** After which silence of this process the group gives its partitions to another; a batch has a third of it. */
  @Type(() => Number) @IsInt() @Min(6000) @Max(300_000) INTAKE_SESSION_TIMEOUT_MS: number = 12_000;
  /** Tenants of a batch written at the same time. */
  @Type(() => Number) @IsInt() @Min(1) @Max(32) INTAKE_TENANTS_AT_ONCE: number = 4;
  /** A tenant whose part of a batch takes longer, twice in a row while others wait, is parked. */
  @Type(() => Number) @IsInt() @Min(50) @Max(60_000) INTAKE_TENANT_BUDGET_MS: number = 1000;
  /** A tenant whose part of a batch takes longer is parked at once: its database does not answer. */
  @Type(() => Number) @IsInt() @Min(500) @Max(60_000) INTAKE_TENANT_DEADLINE_MS: number = 8000;
  /** Parked tenants of a partition above which the whole partition waits. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1000) INTAKE_MAX_PARKED: number = 50;
  /** Parked tenants that catch up at the same time. */
  @Type(() => Number) @IsInt() @Min(1) @Max(32) INTAKE_CATCH_UPS: number = 4;
  /** First and longest wait before a parked tenant is tried again. */
  @Type(() => Number) @IsInt() @Min(100) @Max(600_000) INTAKE_FIRST_PROBE_MS: number = 5000;
  @Type(() => Number) @IsInt() @Min(100) @Max(600_000) INTAKE_LONGEST_PROBE_MS: number = 60_000;
  /** How long a tenant that nobody knows may take to become known before its records are dead letters. */
  @Type(() => Number) @IsInt() @Min(0) @Max(600_000) INTAKE_UNKNOWN_GRACE_MS: number = 30_000;
  /** Batteries of a tenant kept in memory for each partition. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) INTAKE_MAX_BATTERIES: number = 5000;
  /** Time between two looks for batteries that are silent. */
  @Type(() => Number) @IsInt() @Min(100) @Max(600_000) SILENCE_SWEEP_MS: number = 15_000;
}
