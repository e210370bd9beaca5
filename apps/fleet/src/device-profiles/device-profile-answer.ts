import type { DeviceProfile } from '@trackingbms/device-profiles';
import type { DeviceProfileListRow, DeviceProfileRow } from '@trackingbms/tenant-database';
import type { DeviceProfileAnswer, DeviceProfileItem } from './device-profile-requests.js';

export const shippedItem = (profile: DeviceProfile): DeviceProfileItem => ({
  id: null,
  origin: 'shipped',
  name: profile.profile,
  version: profile.version,
  title: profile.title,
  protocol: profile.protocol,
  transports: profile.transports,
  isActive: true,
  createdAt: null,
  updatedAt: null,
});

export const ownItem = (row: DeviceProfileListRow): DeviceProfileItem => ({
  id: row.deviceProfileId,
  origin: 'own',
  name: row.profile,
  version: row.profileVersion,
  title: row.title,
  protocol: row.protocol,
  transports: row.transports,
  isActive: row.isActive,
  createdAt: new Date(row.createdAt).toISOString(),
  updatedAt: new Date(row.updatedAt).toISOString(),
});

export const toDeviceProfileAnswer = (row: DeviceProfileRow): DeviceProfileAnswer => ({
  ...ownItem(row),
  text: row.text,
});
