import { IsInt, Min } from 'class-validator';

/** A client's own device profile is not used any more. */
export class DeviceProfileRetiredV1 {
  @IsInt() @Min(1) deviceProfileId!: number;
  /** Version of the entity after this event. */
  @IsInt() @Min(1) version!: number;
}
