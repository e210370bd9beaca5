import { IsBoolean, IsInt, IsString, MaxLength, Min } from 'class-validator';

/** A client's own device profile, whole. A higher `version` supersedes a lower one. */
export class DeviceProfileEntryV1 {
  @IsInt() @Min(1) deviceProfileId!: number;
  @IsInt() @Min(1) version!: number;
  /** Name that a battery's `bmsConfig.profile` refers to. */
  @IsString() profile!: string;
  /** The profile's own version: `name@2` pins it. */
  @IsInt() @Min(1) profileVersion!: number;
  /** YAML as the client gave it; it was checked when it was given. Empty when the profile is not active. */
  @IsString() @MaxLength(200_000) text!: string;
  /** A profile that is not active any more is refused like one that never was. */
  @IsBoolean() isActive!: boolean;
}
