import { defaultAlertSettings, type AlertSettings } from '@trackingbms/alerts';
import { cellVoltageRange, effectiveLimits } from '@trackingbms/batteries';
import type { IncomingRecord } from '@trackingbms/event-log';
import {
  decodeEvent,
  eventTypes,
  type BatteryEntryV1,
  type BatteryTypeEntryV1,
  type KnownEvent,
  type TenantEntryV1,
} from '@trackingbms/message-contracts';
import type { FleetView, WatchedBattery } from './watched-battery.js';

interface TenantFleet {
  readonly batteries: Map<number, BatteryEntryV1>;
  readonly types: Map<number, BatteryTypeEntryV1>;
  /** What was made of an entry and its type; made anew when either changes. */
  readonly watched: Map<number, WatchedBattery>;
}

const defaultPollSeconds = 10;
const fleetKey = /^(\d+)\/(battery|battery-type)\/(\d+)$/;

/** The fleet and the tenants as their compacted topics say. The newest version of an entry stays, whatever the order. */
export class FleetTopicView implements FleetView {
  readonly #tenants = new Map<number, TenantEntryV1>();
  readonly #fleets = new Map<number, TenantFleet>();

  tenant(tenantId: number): 'known' | 'unknown' | 'gone' {
    const entry = this.#tenants.get(tenantId);
    if (entry === undefined) return 'unknown';
    return entry.status === 'archived' ? 'gone' : 'known';
  }

  isServed(tenantId: number): boolean {
    const status = this.#tenants.get(tenantId)?.status;
    return status === 'active' || status === 'trial';
  }

  tenantIds(): readonly number[] {
    return [...this.#tenants.keys()].filter((tenantId) => this.tenant(tenantId) === 'known');
  }

  battery(tenantId: number, batteryId: number): WatchedBattery | undefined {
    const fleet = this.#fleets.get(tenantId);
    return fleet?.watched.get(batteryId) ?? (fleet && watch(fleet, batteryId));
  }

  *batteriesOf(tenantId: number): Iterable<WatchedBattery> {
    for (const batteryId of this.#fleets.get(tenantId)?.batteries.keys() ?? []) {
      const battery = this.battery(tenantId, batteryId);
      if (battery) yield battery;
    }
  }

  /** Takes a record of the tenants' topic. What is no entry of a tenant is left alone. */
  readonly takeTenant = (record: IncomingRecord): void => {
    if (record.value === null) {
      this.#tenants.delete(Number(record.key));
      this.#fleets.delete(Number(record.key));
      return;
    }
    const event = eventOf(record);
    if (event?.type === eventTypes.TenantEntryV1.type)
      keepNewest(this.#tenants, event.data.tenantId, event.data);
  };

  /** Takes a record of the fleet topic. Locations and what is no entry are left alone. */
  readonly takeFleet = (record: IncomingRecord): void => {
    if (record.value === null) return this.#remove(record.key);
    const event = eventOf(record);
    if (event === undefined) return;
    const fleet = this.#fleetOf(event.tenantId);
    if (event.type === eventTypes.BatteryEntryV1.type) {
      if (keepNewest(fleet.batteries, event.data.batteryId, event.data))
        fleet.watched.delete(event.data.batteryId);
    } else if (event.type === eventTypes.BatteryTypeEntryV1.type) {
      if (keepNewest(fleet.types, event.data.batteryTypeId, event.data)) fleet.watched.clear();
    }
  };

  #remove(key: string | null): void {
    const [, tenantId, kind, id] = fleetKey.exec(key ?? '') ?? [];
    const fleet = this.#fleets.get(Number(tenantId));
    if (kind === 'battery') fleet?.batteries.delete(Number(id));
    else fleet?.types.delete(Number(id));
    fleet?.watched.clear();
  }

  #fleetOf(tenantId: number): TenantFleet {
    let fleet = this.#fleets.get(tenantId);
    if (fleet === undefined) {
      fleet = { batteries: new Map(), types: new Map(), watched: new Map() };
      this.#fleets.set(tenantId, fleet);
    }
    return fleet;
  }
}

function eventOf({ headers, value }: IncomingRecord): KnownEvent | undefined {
  const decoded = decodeEvent({ headers, value });
  return decoded.ok ? decoded.event : undefined;
}

function keepNewest<T extends { readonly version: number }>(
  entries: Map<number, T>,
  id: number,
  entry: T,
): boolean {
  const isNewer = entry.version > (entries.get(id)?.version ?? 0);
  if (isNewer) entries.set(id, entry);
  return isNewer;
}

/** Nothing while the battery's type has not been seen: without it no limit can be told. */
function watch(fleet: TenantFleet, batteryId: number): WatchedBattery | undefined {
  const battery = fleet.batteries.get(batteryId);
  const type = battery && fleet.types.get(battery.batteryTypeId);
  if (battery === undefined || type === undefined) return undefined;
  const watched: WatchedBattery = {
    batteryId,
    limits: effectiveLimits(type, battery),
    alertSettings: alertSettingsOf(battery, type),
    ratedCapacityAh: type.capacityAh,
    pollInterval: pollIntervalOf(battery),
  };
  fleet.watched.set(batteryId, watched);
  return watched;
}

const isInService = ({ isActive, status }: BatteryEntryV1): boolean =>
  isActive && status !== 'decommissioned';

function alertSettingsOf(battery: BatteryEntryV1, type: BatteryTypeEntryV1): AlertSettings {
  return {
    ...defaultAlertSettings,
    alertsEnabled: battery.alertsEnabled && isInService(battery),
    criticalAlertsOnly: battery.criticalAlertsOnly,
    cellVoltageRange: cellVoltageRange(type.chemistry),
  };
}

/**
 * A battery in service with an address is polled, one without is heard of where its device pushes and says how often;
 * one that is being commissioned may not answer yet.
 */
function pollIntervalOf(battery: BatteryEntryV1): number | null {
  if (!isInService(battery) || battery.status === 'commissioning') return null;
  const seconds = statedSeconds(battery);
  if (battery.bmsIpAddress !== undefined) return (seconds ?? defaultPollSeconds) * 1000;
  const pushes = pushTransports.includes(battery.bmsConfig.transport);
  return pushes && seconds !== null ? seconds * 1000 : null;
}

function statedSeconds({ bmsConfig: { pollIntervalSeconds } }: BatteryEntryV1): number | null {
  return typeof pollIntervalSeconds === 'number' && pollIntervalSeconds > 0 ? pollIntervalSeconds : null;
}

const pushTransports: readonly unknown[] = ['http', 'mqtt'];
