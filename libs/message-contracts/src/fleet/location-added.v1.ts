import { IsInt, IsOptional, IsString, Min } from 'class-validator';

/** A location is known from now on. Its full state travels as a LocationEntry. */
export class LocationAddedV1 {
  @IsInt() @Min(1) locationId!: number;
  /** Version of the location after this event. */
  @IsInt() @Min(1) version!: number;
  @IsString() name!: string;
  @IsString() slug!: string;
  @IsOptional() @IsInt() @Min(1) parentId?: number;
}
