import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, Min } from 'class-validator';

export const chemistries = ['li-ion', 'lifepo4', 'ncm', 'lco', 'lfp', 'other'] as const;

/** A battery type's full current state. A higher `version` supersedes a lower one. */
export class BatteryTypeEntryV1 {
  @IsInt() @Min(1) batteryTypeId!: number;
  @IsInt() @Min(1) version!: number;
  @IsString() name!: string;
  @IsString() slug!: string;
  @IsIn(chemistries) chemistry!: (typeof chemistries)[number];
  /** V. */
  @IsNumber() nominalVoltage!: number;
  /** Ah. */
  @IsNumber() capacityAh!: number;
  /** Wh. */
  @IsNumber() capacityWh!: number;
  /** A. */
  @IsOptional() @IsNumber() maxChargeCurrent?: number;
  /** A. */
  @IsOptional() @IsNumber() maxDischargeCurrent?: number;
  /** °C. */
  @IsOptional() @IsNumber() operatingTempMin?: number;
  /** °C. */
  @IsOptional() @IsNumber() operatingTempMax?: number;
  @IsInt() @Min(1) cellCount!: number;
  @IsInt() @Min(1) parallelStrings!: number;
  @IsBoolean() isActive!: boolean;
}
