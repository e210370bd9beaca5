import { IsInt, Min } from 'class-validator';

/** A device's credential opens nothing any more. */
export class DeviceCredentialRevokedV1 {
  @IsInt() @Min(1) deviceCredentialId!: number;
  /** Version of the credential after this event. */
  @IsInt() @Min(1) version!: number;
  @IsInt() @Min(1) batteryId!: number;
}
