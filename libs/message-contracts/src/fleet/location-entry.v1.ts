import { IsBoolean, IsInt, IsOptional, IsString, Min } from 'class-validator';

/** A location's full current state. A higher `version` supersedes a lower one. */
export class LocationEntryV1 {
  @IsInt() @Min(1) locationId!: number;
  @IsInt() @Min(1) version!: number;
  @IsString() name!: string;
  @IsString() slug!: string;
  @IsOptional() @IsInt() @Min(1) parentId?: number;
  /** 1 = site, 2 = building, 3 = zone and so on. */
  @IsInt() @Min(1) level!: number;
  /** Ids from the root to this location, `/1/4/9/`: a subtree is everything whose path starts with its root's. */
  @IsString() path!: string;
  @IsBoolean() isActive!: boolean;
}
