import {
  eventTypes,
  recordKeys,
  type BatteryEntryV1,
  type BatteryTypeEntryV1,
  type KnownEvent,
  type TenantEntryV1,
} from '@trackingbms/message-contracts';
import type { KnownBattery } from './decide-poll.js';
import type { EntryView } from './entry-views.js';

interface Versioned {
  readonly version: number;
}

/** Said for each battery that something of it, of its type or of its tenant has changed; undefined: it is gone. */
export type OnBatteryChanged = (key: string, battery: KnownBattery | undefined) => void;

/** The fleets of all tenants as far as polling needs them, built from the compacted topics. Older versions are passed over. */
export class FleetView implements EntryView {
  private readonly batteries = new Map<number, Map<number, BatteryEntryV1>>();
  private readonly types = new Map<string, BatteryTypeEntryV1>();
  private readonly tenants = new Map<number, TenantEntryV1>();

  constructor(private readonly onChanged: OnBatteryChanged) {}

  apply({ type, tenantId, data }: KnownEvent): void {
    if (type === eventTypes.BatteryEntryV1.type) this.applyBattery(tenantId, data as BatteryEntryV1);
    if (type === eventTypes.BatteryTypeEntryV1.type) this.applyType(tenantId, data as BatteryTypeEntryV1);
    if (type === eventTypes.TenantEntryV1.type) this.applyTenant(data as TenantEntryV1);
  }

  forget(key: string): void {
    const [, tenant, noun, id] = /^(\d+)(?:\/([a-z-]+)\/(\d+))?$/.exec(key) ?? [];
    const tenantId = Number(tenant);
    if (tenant === undefined) return;
    if (noun === undefined) {
      this.tenants.delete(tenantId);
      this.tellAll(tenantId);
    }
    if (noun === 'battery' && this.batteries.get(tenantId)?.delete(Number(id))) {
      this.onChanged(recordKeys.battery(tenantId, Number(id)), undefined);
    }
    if (noun === 'battery-type') this.types.delete(key);
  }

  /** Says of each battery of a tenant that it has changed: something it refers to has. */
  tellAgain(tenantId: number): void {
    this.tellAll(tenantId);
  }

  private applyBattery(tenantId: number, battery: BatteryEntryV1): void {
    const fleet = this.batteries.get(tenantId) ?? new Map<number, BatteryEntryV1>();
    if (isOld(battery, fleet.get(battery.batteryId))) return;
    this.batteries.set(tenantId, fleet.set(battery.batteryId, battery));
    this.tell(tenantId, battery);
  }

  private applyType(tenantId: number, type: BatteryTypeEntryV1): void {
    const key = recordKeys.fleetBatteryType(tenantId, type.batteryTypeId);
    if (isOld(type, this.types.get(key))) return;
    this.types.set(key, type);
    this.tellAll(tenantId, ({ batteryTypeId }) => batteryTypeId === type.batteryTypeId);
  }

  private applyTenant(tenant: TenantEntryV1): void {
    if (isOld(tenant, this.tenants.get(tenant.tenantId))) return;
    const before = this.tenants.get(tenant.tenantId);
    this.tenants.set(tenant.tenantId, tenant);
    if (before?.status !== tenant.status) this.tellAll(tenant.tenantId);
  }

  private tellAll(tenantId: number, concerns: (battery: BatteryEntryV1) => boolean = () => true): void {
    for (const battery of this.batteries.get(tenantId)?.values() ?? []) {
      if (concerns(battery)) this.tell(tenantId, battery);
    }
  }

  private tell(tenantId: number, battery: BatteryEntryV1): void {
    const type = this.types.get(recordKeys.fleetBatteryType(tenantId, battery.batteryTypeId));
    const tenant = this.tenants.get(tenantId);
    this.onChanged(recordKeys.battery(tenantId, battery.batteryId), { tenantId, battery, type, tenant });
  }
}

const isOld = (entry: Versioned, known: Versioned | undefined): boolean =>
  known !== undefined && entry.version <= known.version;
