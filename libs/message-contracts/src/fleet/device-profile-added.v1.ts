import { IsIn, IsInt, IsString, Min } from 'class-validator';
import { bmsProtocols } from './battery-entry.v1.js';

export const profileProtocols = [...bmsProtocols, 'push'] as const;

/** A client has a device profile of its own from now on. Its text travels as a DeviceProfileEntry. */
export class DeviceProfileAddedV1 {
  @IsInt() @Min(1) deviceProfileId!: number;
  /** Version of the entity after this event. */
  @IsInt() @Min(1) version!: number;
  @IsString() profile!: string;
  /** The profile's own version. */
  @IsInt() @Min(1) profileVersion!: number;
  @IsIn(profileProtocols) protocol!: (typeof profileProtocols)[number];
}
