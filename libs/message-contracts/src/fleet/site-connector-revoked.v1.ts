import { IsInt, Min } from 'class-validator';

/** A site connector opens nothing any more, for good. */
export class SiteConnectorRevokedV1 {
  @IsInt() @Min(1) siteConnectorId!: number;
  /** Version of the site connector after this event. */
  @IsInt() @Min(1) version!: number;
}
