import { ArrayMinSize, IsInt, IsString, Min } from 'class-validator';

/** Some of a battery type's properties changed. Its full state travels as a BatteryTypeEntry. */
export class BatteryTypeChangedV1 {
  @IsInt() @Min(1) batteryTypeId!: number;
  /** Version of the battery type after this event. */
  @IsInt() @Min(1) version!: number;
  /** Names of the properties, never their values. */
  @ArrayMinSize(1) @IsString({ each: true }) changed!: string[];
}
