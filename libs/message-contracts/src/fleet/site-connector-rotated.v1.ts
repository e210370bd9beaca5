import { IsInt, Min } from 'class-validator';

/** A site connector has another secret; the one before opens nothing any more. */
export class SiteConnectorRotatedV1 {
  @IsInt() @Min(1) siteConnectorId!: number;
  /** Version of the site connector after this event. */
  @IsInt() @Min(1) version!: number;
}
