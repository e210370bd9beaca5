import type { DeviceCredential, DeviceCredentialDetails } from '@trackingbms/batteries';
import { ColumnMap, type SqlRow, type SqlValue } from './column-map.js';
import { selectList, stampOf, type RowStamp } from './fleet-row.js';

type Kept = DeviceCredentialDetails & { readonly isRevoked: boolean };

export interface DeviceCredentialRow extends Kept, RowStamp {
  readonly deviceCredentialId: number;
}

export type KnownDeviceCredential = Extract<DeviceCredential, { status: 'known' }>;

const kept = new ColumnMap<Kept>({
  batteryId: 'plain',
  secretHash: 'plain',
  lastCharacters: 'plain',
  isRevoked: 'boolean',
});

/** In the order of `deviceCredentialValues`. */
export const deviceCredentialColumns: readonly string[] = kept.columns;
export const deviceCredentialValues = (details: DeviceCredentialDetails, isRevoked: boolean): SqlValue[] =>
  kept.toValues({ ...details, isRevoked });
export const deviceCredentialSelectList = selectList('c', kept.columns);

export const rowToDeviceCredential = (row: SqlRow): DeviceCredentialRow => ({
  deviceCredentialId: row.id as number,
  ...stampOf(row),
  ...kept.fromRow(row),
});
