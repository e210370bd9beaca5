import { IsIn, IsInt, IsString, IsUUID, Min } from 'class-validator';
import { batteryStatuses, bmsProtocols } from './battery-entry.v1.js';

/** A battery is known from now on. Its full state travels as a BatteryEntry. */
export class BatteryRegisteredV1 {
  @IsInt() @Min(1) batteryId!: number;
  /** Version of the battery after this event. */
  @IsInt() @Min(1) version!: number;
  @IsUUID() uuid!: string;
  @IsString() serialNumber!: string;
  @IsString() name!: string;
  @IsInt() @Min(1) batteryTypeId!: number;
  @IsInt() @Min(1) locationId!: number;
  @IsIn(batteryStatuses) status!: (typeof batteryStatuses)[number];
  @IsIn(bmsProtocols) bmsProtocol!: (typeof bmsProtocols)[number];
}
