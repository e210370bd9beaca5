import { ArrayMinSize, IsInt, IsString, Min } from 'class-validator';

/** Some of a battery's properties changed. Its full state travels as a BatteryEntry. */
export class BatteryChangedV1 {
  @IsInt() @Min(1) batteryId!: number;
  /** Version of the battery after this event. */
  @IsInt() @Min(1) version!: number;
  /** Names of the properties, never their values. */
  @ArrayMinSize(1) @IsString({ each: true }) changed!: string[];
}
