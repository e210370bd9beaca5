import {
  eventTypes,
  recordKeys,
  type BatteryEntryV1,
  type BatteryTypeEntryV1,
} from '@trackingbms/message-contracts';
import type { SiteFleetDocument, SiteFleetEntry, SiteTenant } from '../site/site-fleet-document.js';
import { batteryEntry, batteryTypeEntry } from './fleet-entries.js';

/** Site 2 of tenant 1. */
export const siteFleet = (
  entries: readonly SiteFleetEntry[],
  tenant: Partial<SiteTenant> = {},
): SiteFleetDocument => ({
  siteConnectorId: 2,
  tenant: { tenantId: 1, version: 1, status: 'active', ...tenant },
  entries,
});

/** A battery of site 2. */
export const batteryInFleet = (batteryId: number, over: Partial<BatteryEntryV1> = {}): SiteFleetEntry => ({
  key: recordKeys.fleetBattery(1, batteryId),
  type: eventTypes.BatteryEntryV1.type,
  data: batteryEntry({
    batteryId,
    bmsConfig: { profile: 'sunspec-battery', siteConnectorId: 2 },
    ...over,
  }),
});

export const typeInFleet = (over: Partial<BatteryTypeEntryV1> = {}): SiteFleetEntry => ({
  key: recordKeys.fleetBatteryType(1, 3),
  type: eventTypes.BatteryTypeEntryV1.type,
  data: batteryTypeEntry(over),
});
