import { IsIn, IsInt, IsString, Min } from 'class-validator';
import { chemistries } from './battery-type-entry.v1.js';

/** A battery type is known from now on. Its full state travels as a BatteryTypeEntry. */
export class BatteryTypeAddedV1 {
  @IsInt() @Min(1) batteryTypeId!: number;
  /** Version of the battery type after this event. */
  @IsInt() @Min(1) version!: number;
  @IsString() name!: string;
  @IsString() slug!: string;
  @IsIn(chemistries) chemistry!: (typeof chemistries)[number];
}
