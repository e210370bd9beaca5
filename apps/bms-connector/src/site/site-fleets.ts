import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  eventTypes,
  recordKeys,
  type BatteryEntryV1,
  type BatteryTypeEntryV1,
  type DeviceProfileEntryV1,
  type KnownEvent,
  type TenantEntryV1,
} from '@trackingbms/message-contracts';
import { EntryViews, type EntryView } from '../fleet-view/entry-views.js';
import type { SiteRef } from './site-connectors.js';
import type { SiteFleetDocument, SiteFleetEntry } from './site-fleet-document.js';
import { TenantFleet } from './tenant-fleet.js';

export interface SiteFleetView {
  readonly document: SiteFleetDocument;
  /** Strong entity tag, the same in every process that knows the same. */
  readonly tag: string;
  readonly batteryIds: ReadonlySet<number>;
}

interface Made {
  readonly revision: number;
  readonly view: SiteFleetView | undefined;
}

const keys: Readonly<Record<string, (tenantId: number, data: never) => string>> = {
  [eventTypes.BatteryEntryV1.type]: (tenantId, { batteryId }: BatteryEntryV1) =>
    recordKeys.fleetBattery(tenantId, batteryId),
  [eventTypes.BatteryTypeEntryV1.type]: (tenantId, { batteryTypeId }: BatteryTypeEntryV1) =>
    recordKeys.fleetBatteryType(tenantId, batteryTypeId),
  [eventTypes.DeviceProfileEntryV1.type]: (tenantId, { deviceProfileId }: DeviceProfileEntryV1) =>
    recordKeys.fleetDeviceProfile(tenantId, deviceProfileId),
};

/** What each site has to poll. Made when somebody asks, and again only after something of its client has changed. */
@Injectable()
export class SiteFleets implements EntryView {
  private readonly tenants = new Map<number, TenantFleet>();
  private readonly made = new Map<string, Made>();

  constructor(views: EntryViews) {
    views.add(this);
  }

  /** Undefined while the client is not known. */
  of({ tenantId, siteConnectorId }: SiteRef): SiteFleetView | undefined {
    const fleet = this.fleetOf(tenantId);
    const key = recordKeys.fleetSiteConnector(tenantId, siteConnectorId);
    const known = this.made.get(key);
    if (known?.revision === fleet.revision) return known.view;
    const document = fleet.documentFor(siteConnectorId);
    const view = document && viewOf(document);
    this.made.set(key, { revision: fleet.revision, view });
    return view;
  }

  apply({ type, tenantId, data }: KnownEvent): void {
    if (type === eventTypes.TenantEntryV1.type) {
      const tenant = data as TenantEntryV1;
      return this.fleetOf(tenant.tenantId).putTenant(tenant);
    }
    const key = keys[type]?.(tenantId, data as never);
    if (key !== undefined) this.fleetOf(tenantId).put({ key, type, data: data as SiteFleetEntry['data'] });
  }

  forget(key: string): void {
    this.tenants.get(Number(key.split('/')[0]))?.forget(key);
  }

  private fleetOf(tenantId: number): TenantFleet {
    const fleet = this.tenants.get(tenantId) ?? new TenantFleet();
    this.tenants.set(tenantId, fleet);
    return fleet;
  }
}

function viewOf(document: SiteFleetDocument): SiteFleetView {
  const digest = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  const batteries = document.entries.filter(({ type }) => type === eventTypes.BatteryEntryV1.type);
  return {
    document,
    tag: `"${digest.slice(0, 32)}"`,
    batteryIds: new Set(batteries.map(({ data }) => (data as unknown as BatteryEntryV1).batteryId)),
  };
}
