import { IsInt, Min } from 'class-validator';

/** A device may write its battery's readings from now on. The hash of its secret travels as a DeviceCredentialEntry. */
export class DeviceCredentialIssuedV1 {
  @IsInt() @Min(1) deviceCredentialId!: number;
  /** Version of the credential after this event. */
  @IsInt() @Min(1) version!: number;
  @IsInt() @Min(1) batteryId!: number;
}
