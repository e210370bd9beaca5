import { IsBoolean, IsInt, IsString, Matches, Min } from 'class-validator';

/**
 * A connector that runs beside the devices on a customer's site. It may read and write the batteries whose
 * `bmsConfig.siteConnectorId` names it, and nothing else.
 */
export class SiteConnectorEntryV1 {
  @IsInt() @Min(1) siteConnectorId!: number;
  @IsInt() @Min(1) version!: number;
  @IsString() name!: string;
  /** SHA-256 of its secret, in hex. */
  @Matches(/^[0-9a-f]{64}$/) secretHash!: string;
  @IsBoolean() isRevoked!: boolean;
}
