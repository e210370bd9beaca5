import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
} from 'class-validator';

export const batteryStatuses = [
  'commissioning',
  'operational',
  'maintenance',
  'fault',
  'decommissioned',
] as const;
export const bmsProtocols = ['thingset', 'modbus', 'canbus', 'serial'] as const;

/** A battery's full current state. A higher `version` supersedes a lower one whatever the order of arrival. */
export class BatteryEntryV1 {
  @IsInt() @Min(1) batteryId!: number;
  @IsInt() @Min(1) version!: number;
  @IsUUID() uuid!: string;
  @IsString() serialNumber!: string;
  @IsString() name!: string;
  @IsInt() @Min(1) batteryTypeId!: number;
  @IsInt() @Min(1) locationId!: number;
  @IsIn(batteryStatuses) status!: (typeof batteryStatuses)[number];
  @IsBoolean() isActive!: boolean;

  @IsOptional() @IsString() bmsId?: string;
  /** IPv4 or IPv6 literal. */
  @IsOptional() @IsString() bmsIpAddress?: string;
  @IsInt() @Min(1) @Max(65535) bmsPort!: number;
  @IsIn(bmsProtocols) bmsProtocol!: (typeof bmsProtocols)[number];
  /** Profile name, transport, unit id, poll interval and the like: see the device profiles' reference. */
  @IsObject() bmsConfig!: Record<string, unknown>;

  /** V. */
  @IsOptional() @IsNumber() customVoltageMin?: number;
  /** V. */
  @IsOptional() @IsNumber() customVoltageMax?: number;
  /** °C. */
  @IsOptional() @IsNumber() customTempMin?: number;
  /** °C. */
  @IsOptional() @IsNumber() customTempMax?: number;
  /** A. */
  @IsOptional() @IsNumber() customCurrentChargeMax?: number;
  /** A. */
  @IsOptional() @IsNumber() customCurrentDischargeMax?: number;

  @IsBoolean() alertsEnabled!: boolean;
  @IsBoolean() criticalAlertsOnly!: boolean;
}
