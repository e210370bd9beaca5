import { IsArray, IsIn, IsInt, IsNumber, IsString, IsUUID, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';

export const tenantStatuses = ['active', 'suspended', 'trial', 'archived'] as const;
export const industryTypes = ['batteries', 'solar', 'industrial', 'residential'] as const;

export class TenantQuotasV1 {
  @IsInt() @Min(0) maxUsers!: number;
  @IsInt() @Min(0) maxDevices!: number;
  @IsNumber() @Min(0) maxStorageGb!: number;
  /** Requests an hour. */
  @IsInt() @Min(0) apiRateLimit!: number;
}

/** A client's full current state, without any secret. A higher `version` supersedes a lower one. */
export class TenantEntryV1 {
  @IsInt() @Min(1) tenantId!: number;
  @IsInt() @Min(1) version!: number;
  @IsUUID() uuid!: string;
  /** The name a user signs in under, for example `eds-quebec`. */
  @IsString() slug!: string;
  @IsString() name!: string;
  @IsIn(industryTypes) industryType!: (typeof industryTypes)[number];
  @IsIn(tenantStatuses) status!: (typeof tenantStatuses)[number];
  /** Name of the database server of `databaseName`. */
  @IsString() databaseServer!: string;
  @IsString() databaseName!: string;
  /** Number of the last migration applied to the tenant's database. */
  @IsInt() @Min(0) schemaVersion!: number;
  /** IANA name. */
  @IsString() timeZone!: string;
  @ValidateNested() @Type(() => TenantQuotasV1) quotas!: TenantQuotasV1;
  /** Names of the enabled modules. */
  @IsArray() @IsString({ each: true }) modules!: string[];
}
