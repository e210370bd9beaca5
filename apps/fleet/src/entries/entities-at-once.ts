import type { FleetStreamType } from '@trackingbms/tenant-database';

/** How many entities are read and published together; a profile may be 256 KiB, most are a few hundred bytes. */
export const entitiesAtOnce: Readonly<Record<FleetStreamType, number>> = {
  battery: 500,
  location: 500,
  'battery-type': 500,
  'device-profile': 20,
  'device-credential': 500,
  'site-connector': 500,
};
