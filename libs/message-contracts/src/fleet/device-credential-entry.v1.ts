import { IsBoolean, IsInt, Matches, Min } from 'class-validator';

/** What a device that pushes is known by. The secret itself is shown once, to whoever made it, and kept nowhere. */
export class DeviceCredentialEntryV1 {
  @IsInt() @Min(1) deviceCredentialId!: number;
  @IsInt() @Min(1) version!: number;
  /** The one battery that it may write. */
  @IsInt() @Min(1) batteryId!: number;
  /** SHA-256 of the secret, in hex. */
  @Matches(/^[0-9a-f]{64}$/) secretHash!: string;
  @IsBoolean() isRevoked!: boolean;
}
