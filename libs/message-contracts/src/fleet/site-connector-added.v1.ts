import { IsInt, IsString, Min } from 'class-validator';

/** A connector may run on a site of the client from now on. The hash of its secret travels as a SiteConnectorEntry. */
export class SiteConnectorAddedV1 {
  @IsInt() @Min(1) siteConnectorId!: number;
  /** Version of the site connector after this event. */
  @IsInt() @Min(1) version!: number;
  @IsString() name!: string;
}
