import type { DeviceProfileDetails, OwnDeviceProfile } from '@trackingbms/batteries';
import { ColumnMap, type SqlRow, type SqlValue } from './column-map.js';
import { selectList, stampOf, type RowStamp } from './fleet-row.js';

type Listed = Omit<DeviceProfileDetails, 'text'> & { readonly isActive: boolean };

/** A profile without its text, which can be long. */
export interface DeviceProfileListRow extends Listed, RowStamp {
  readonly deviceProfileId: number;
}

export interface DeviceProfileRow extends DeviceProfileListRow {
  readonly text: string;
}

export type KnownDeviceProfile = Extract<OwnDeviceProfile, { status: 'known' }>;

const listed = new ColumnMap<Listed>({
  profile: 'plain',
  profileVersion: 'plain',
  title: 'plain',
  protocol: 'plain',
  transports: 'json',
  isActive: 'boolean',
});

/** In the order of `deviceProfileValues`. */
export const deviceProfileColumns: readonly string[] = [...listed.columns, 'text'];
export const deviceProfileValues = ({
  details,
  isActive,
}: Omit<KnownDeviceProfile, 'status'>): SqlValue[] => [
  ...listed.toValues({ ...details, isActive }),
  details.text,
];

export const deviceProfileListSelect = selectList('p', listed.columns);
export const deviceProfileSelectList = selectList('p', deviceProfileColumns);

export const rowToListedProfile = (row: SqlRow): DeviceProfileListRow => ({
  deviceProfileId: row.id as number,
  ...stampOf(row),
  ...listed.fromRow(row),
});

export const rowToDeviceProfile = (row: SqlRow): DeviceProfileRow => ({
  ...rowToListedProfile(row),
  text: row.text as string,
});
