import { ApiProperty } from '@nestjs/swagger';

class SiteTenantAnswer {
  @ApiProperty({ type: 'integer' }) tenantId!: number;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ enum: ['active', 'suspended', 'trial', 'archived'] }) status!: string;
}

class SiteFleetEntryAnswer {
  @ApiProperty({ description: 'Which thing it is about', example: '1/battery/7' }) key!: string;
  @ApiProperty({ example: 'com.trackingbms.BatteryEntry.v1' }) type!: string;
  @ApiProperty({ description: 'As the contract of its type says' }) data!: object;
}

/** What a site's connector has to poll. */
export class SiteFleetAnswer {
  @ApiProperty({ type: 'integer' }) siteConnectorId!: number;
  @ApiProperty() tenant!: SiteTenantAnswer;
  @ApiProperty({ type: [SiteFleetEntryAnswer] }) entries!: SiteFleetEntryAnswer[];
}

/** What is counted here is kept for good: the site may forget it. */
export class SiteEventsAnswer {
  @ApiProperty({ type: 'integer' }) taken!: number;
}
