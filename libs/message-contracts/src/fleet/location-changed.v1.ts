import { ArrayMinSize, IsInt, IsString, Min } from 'class-validator';

/** Some of a location's properties changed, its place in the tree included. Its full state travels as a LocationEntry. */
export class LocationChangedV1 {
  @IsInt() @Min(1) locationId!: number;
  /** Version of the location after this event. */
  @IsInt() @Min(1) version!: number;
  /** Names of the properties, never their values. */
  @ArrayMinSize(1) @IsString({ each: true }) changed!: string[];
}
