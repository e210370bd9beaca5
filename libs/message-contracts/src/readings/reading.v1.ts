import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsFlags, IsNumberOrText, IsNumbersOrNulls, IsUtcTime } from '../validation/field-rules.js';

export const operationModes = ['idle', 'charging', 'discharging', 'balancing', 'fault'] as const;
export const dataQualities = ['excellent', 'good', 'fair', 'poor', 'invalid'] as const;

/** A value that was read but is not believed: the field is absent from the reading, the raw value is kept here. */
export class SetAsideValueV1 {
  /** Name of the reading's field, for example `packVoltage` or `cellVoltages[3]`. */
  @IsString() field!: string;
  /** The raw value in the field's unit, as text when it is not a finite number. */
  @IsNumberOrText() value!: number | string;
  /** Stable code of the rule that set it aside, for example `OUT_OF_PHYSICAL_RANGE`. */
  @IsString() reason!: string;
}

/**
 * One sample set of one battery at one time. An absent field means "not known": it is never sent as 0.
 * Current and power are positive while charging.
 */
export class ReadingV1 {
  /** RFC 3339 UTC with milliseconds; with the battery it identifies the reading. */
  @IsUtcTime() timestamp!: string;
  /** The device's own clock, where it differs. */
  @IsOptional() @IsUtcTime() bmsTimestamp?: string;

  /** V, 0 to 2000. */
  @IsOptional() @IsNumber() packVoltage?: number;
  /** V per cell, in the order of the device. A cell that is not known is null. */
  @IsOptional() @IsNumbersOrNulls() cellVoltages?: (number | null)[];
  /** V. */
  @IsOptional() @IsNumber() cellVoltageMin?: number;
  /** V. */
  @IsOptional() @IsNumber() cellVoltageMax?: number;
  /** V. */
  @IsOptional() @IsNumber() cellVoltageAvg?: number;
  /** V, highest less lowest cell. */
  @IsOptional() @IsNumber() cellVoltageDiff?: number;

  /** A, positive is charging. */
  @IsOptional() @IsNumber() packCurrent?: number;
  /** A, never negative. */
  @IsOptional() @IsNumber() @Min(0) chargeCurrent?: number;
  /** A, never negative. */
  @IsOptional() @IsNumber() @Min(0) dischargeCurrent?: number;

  /** W, positive is charging. */
  @IsOptional() @IsNumber() packPower?: number;
  /** W, never negative. */
  @IsOptional() @IsNumber() @Min(0) chargePower?: number;
  /** W, never negative. */
  @IsOptional() @IsNumber() @Min(0) dischargePower?: number;

  /** °C per sensor. A sensor that is not known is null. */
  @IsOptional() @IsNumbersOrNulls() temperatures?: (number | null)[];
  /** °C. */
  @IsOptional() @IsNumber() tempMin?: number;
  /** °C. */
  @IsOptional() @IsNumber() tempMax?: number;
  /** °C. */
  @IsOptional() @IsNumber() tempAvg?: number;
  /** °C. */
  @IsOptional() @IsNumber() ambientTemp?: number;

  /** %, 0 to 100. */
  @IsOptional() @IsNumber() @Min(0) @Max(100) socPercent?: number;
  /** %, 0 to 100, as the device says it. */
  @IsOptional() @IsNumber() @Min(0) @Max(100) sohPercent?: number;
  /** Ah. */
  @IsOptional() @IsNumber() remainingCapacityAh?: number;
  /** Ah. */
  @IsOptional() @IsNumber() fullCapacityAh?: number;

  @IsOptional() @IsInt() @Min(0) chargeCycles?: number;
  /** Ah since the device was new. */
  @IsOptional() @IsNumber() totalChargeAh?: number;
  /** Ah since the device was new. */
  @IsOptional() @IsNumber() totalDischargeAh?: number;
  /** Wh since the device was new. */
  @IsOptional() @IsNumber() totalEnergyChargedWh?: number;
  /** Wh since the device was new. */
  @IsOptional() @IsNumber() totalEnergyDischargedWh?: number;

  @IsIn(operationModes) operationMode!: (typeof operationModes)[number];
  @IsOptional() @IsBoolean() balancingActive?: boolean;
  @IsOptional() @IsBoolean() chargingEnabled?: boolean;
  @IsOptional() @IsBoolean() dischargingEnabled?: boolean;

  /** Codes of the device profile, for example `CELL_OVER_VOLTAGE`. */
  @IsOptional() @IsArray() @IsString({ each: true }) faultCodes?: string[];
  @IsOptional() @IsArray() @IsString({ each: true }) warningCodes?: string[];
  /** Protection by its code: true while it acts. */
  @IsOptional() @IsFlags() protectionStatus?: Record<string, boolean>;

  @IsIn(dataQualities) dataQuality!: (typeof dataQualities)[number];
  /** %, 0 to 100, where the link has such a figure. */
  @IsOptional() @IsNumber() @Min(0) @Max(100) signalStrength?: number;
  /** Failed exchanges with the device since its last good reading. */
  @IsOptional() @IsInt() @Min(0) communicationErrors?: number;
  /**
   * What the device sent for this reading, in hex, answer by answer; a CAN frame as `355#43006200`. Only of batteries
   * that ask for it, cut at 16 KiB: then the last entry is `...512` for 512 bytes that are missing.
   */
  @IsOptional() @IsArray() @IsString({ each: true }) rawFrames?: string[];
  @IsOptional() @ValidateNested({ each: true }) @Type(() => SetAsideValueV1) setAside?: SetAsideValueV1[];
}
