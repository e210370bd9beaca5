import { industries, subscriptionPlans, type Industry, type SubscriptionPlan } from '@trackingbms/tenants';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmptyObject,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

const largestInt = 2_147_483_647;

export class QuotasBody {
  @IsOptional() @IsInt() @Min(0) @Max(largestInt) maxUsers?: number;
  @IsOptional() @IsInt() @Min(0) @Max(largestInt) maxDevices?: number;
  /** Gigabytes. */
  @IsOptional() @IsNumber({ maxDecimalPlaces: 2 }) @Min(0) @Max(99_999_999.99) maxStorageGb?: number;
  /** Requests an hour. */
  @IsOptional() @IsInt() @Min(0) @Max(largestInt) apiRateLimit?: number;
}

export class RegisterClientBody {
  /** The name its people sign in under. */
  @Matches(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/) slug!: string;
  @IsString() @Length(1, 255) name!: string;
  @IsString() @Length(1, 255) company!: string;
  @IsIn(industries) industryType!: Industry;
  @IsOptional() @IsIn(['active', 'trial']) status?: 'active' | 'trial';
  @IsOptional() @IsIn(subscriptionPlans) subscriptionPlan?: SubscriptionPlan;
  /** IANA name; America/Toronto when absent. */
  @IsOptional() @IsString() @MaxLength(64) timeZone?: string;
  @IsOptional() @IsObject() @IsNotEmptyObject() @ValidateNested() @Type(() => QuotasBody) quotas?: QuotasBody;
}

export class SuspendClientBody {
  @IsString() @Length(1, 255) reason!: string;
}

export class ClientPath {
  @Type(() => Number) @IsInt() @Min(1) @Max(largestInt) tenantId!: number;
}

export class ClientPageQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
  @IsOptional() @IsString() @MaxLength(512) cursor?: string;
}
