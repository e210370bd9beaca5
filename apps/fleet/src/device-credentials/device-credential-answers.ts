import { ApiProperty } from '@nestjs/swagger';
import type { DeviceCredentialRow } from '@trackingbms/tenant-database';

/** A credential as it is shown: never its secret. */
export class DeviceCredentialAnswer {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: 'integer' }) batteryId!: number;
  @ApiProperty({ description: 'The last 4 of the secret' }) lastCharacters!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt!: string | null;
}

export class IssuedCredentialAnswer extends DeviceCredentialAnswer {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Shown this once; null in the answer to a repeat under the same Idempotency-Key',
  })
  secret!: string | null;
}

export class DeviceCredentialList {
  @ApiProperty({ type: [DeviceCredentialAnswer], description: 'The newest first, at most 100' })
  items!: DeviceCredentialAnswer[];
}

export const toDeviceCredentialAnswer = (row: DeviceCredentialRow): DeviceCredentialAnswer => ({
  id: row.deviceCredentialId,
  batteryId: row.batteryId,
  lastCharacters: row.lastCharacters,
  createdAt: new Date(row.createdAt).toISOString(),
  // Nothing happens to a credential after its end.
  revokedAt: row.isRevoked ? new Date(row.updatedAt).toISOString() : null,
});
