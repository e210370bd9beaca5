import { batteryStatuses, type BatteryStatus } from '@trackingbms/batteries';
import { ApiProperty } from '@nestjs/swagger';
import type { BatteryRow } from '@trackingbms/tenant-database';
import { RegisterBatteryRequest } from './battery-requests.js';

/** A battery as the API shows it: every field is there, null where there is nothing. */
export class BatteryAnswer extends RegisterBatteryRequest {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ format: 'uuid' }) uuid!: string;
  @ApiProperty({ enum: batteryStatuses }) status!: BatteryStatus;
  @ApiProperty() isActive!: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true }) commissioningDate!: string | null;
  @ApiProperty({ type: 'integer', description: 'In the ETag as well' }) version!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

export class BatteryPage {
  @ApiProperty({ type: [BatteryAnswer] }) items!: BatteryAnswer[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export function toBatteryAnswer({ batteryId, ...row }: BatteryRow): BatteryAnswer {
  return {
    ...row,
    id: batteryId,
    bmsConfig: (row.bmsConfig ?? {}) as unknown as BatteryAnswer['bmsConfig'],
    alertContacts: row.alertContacts as BatteryAnswer['alertContacts'],
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}
