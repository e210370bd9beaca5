import {
  eventTypes,
  type BatteryEntryV1,
  type BatteryTypeEntryV1,
  type DeviceProfileEntryV1,
} from '@trackingbms/message-contracts';
import type { SiteFleetDocument, SiteFleetEntry, SiteTenant } from './site-fleet-document.js';

const isOf =
  <T>(type: string) =>
  (entry: SiteFleetEntry): entry is SiteFleetEntry & { readonly data: T } =>
    entry.type === type;
const isProfile = isOf<DeviceProfileEntryV1>(eventTypes.DeviceProfileEntryV1.type);
const isType = isOf<BatteryTypeEntryV1>(eventTypes.BatteryTypeEntryV1.type);
const isBattery = isOf<BatteryEntryV1>(eventTypes.BatteryEntryV1.type);

/** One client's entries of which a site may be told, the newest of each. */
export class TenantFleet {
  private readonly entries = new Map<string, SiteFleetEntry>();
  private state: SiteTenant | undefined;
  /** Grows with every change. */
  revision = 0;

  get tenant(): SiteTenant | undefined {
    return this.state;
  }

  put(entry: SiteFleetEntry): void {
    const known = this.entries.get(entry.key);
    if (known && entry.data.version <= known.data.version) return;
    this.entries.set(entry.key, entry);
    this.revision += 1;
  }

  putTenant({ tenantId, version, status }: SiteTenant): void {
    if (this.state && version <= this.state.version) return;
    this.state = { tenantId, version, status };
    this.revision += 1;
  }

  /** Of the client itself or of one of its entries. */
  forget(key: string): void {
    if (!this.entries.delete(key)) this.state = undefined;
    this.revision += 1;
  }

  /** What the site has to know, in an order that is the same in every process; undefined for a client nobody knows. */
  documentFor(siteConnectorId: number): SiteFleetDocument | undefined {
    if (!this.state) return undefined;
    const all = [...this.entries.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    const batteries = all
      .filter(isBattery)
      .filter(({ data }) => data.bmsConfig.siteConnectorId === siteConnectorId);
    const types = new Set(batteries.map(({ data }) => data.batteryTypeId));
    const profiles = new Set(batteries.map(({ data }) => profileNameOf(data)));
    const entries = [
      ...all.filter(isProfile).filter(({ data }) => profiles.has(data.profile)),
      ...all.filter(isType).filter(({ data }) => types.has(data.batteryTypeId)),
      ...batteries,
    ];
    return { siteConnectorId, tenant: this.state, entries };
  }
}

/** `name@2` pins a version of the profile `name`. */
const profileNameOf = ({ bmsConfig }: BatteryEntryV1): string =>
  String(bmsConfig.profile).split('@')[0] ?? '';
