import { ApiProperty } from '@nestjs/swagger';
import type { SiteConnectorRow } from '@trackingbms/tenant-database';
import { TextField } from '../fields/fields.js';

export class AddSiteConnectorRequest {
  @TextField(255) name!: string;
}

/** A site connector as it is shown: never its secret. */
export class SiteConnectorAnswer {
  @ApiProperty({ type: 'integer', description: 'What `bmsConfig.siteConnectorId` says' }) id!: number;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'The last 4 of the secret' }) lastCharacters!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt!: string | null;
}

export class SiteConnectorWithSecret extends SiteConnectorAnswer {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Shown this once; null in the answer to a repeat under the same Idempotency-Key',
  })
  secret!: string | null;
}

export class SiteConnectorPage {
  @ApiProperty({ type: [SiteConnectorAnswer] }) items!: SiteConnectorAnswer[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export function toSiteConnectorAnswer(row: SiteConnectorRow): SiteConnectorAnswer {
  const updatedAt = new Date(row.updatedAt).toISOString();
  return {
    id: row.siteConnectorId,
    name: row.name,
    lastCharacters: row.lastCharacters,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt,
    // Nothing happens to a site connector after its end.
    revokedAt: row.isRevoked ? updatedAt : null,
  };
}
