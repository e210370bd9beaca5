import { Injectable } from '@nestjs/common';
import type { IncomingRecord } from '@trackingbms/event-log';
import { decodeEvent, eventTypes, type KnownEvent } from '@trackingbms/message-contracts';
import type { ScopedBattery } from '@trackingbms/tenants';

interface Versioned {
  readonly version: number;
}

interface BatteryPlace extends Versioned {
  readonly locationId: number;
  readonly batteryTypeId: number;
}

interface LocationPath extends Versioned {
  readonly ids: readonly number[];
}

/** Where each battery stands and what it is, from the compacted fleet topic: enough to apply a caller's scope. */
@Injectable()
export class FleetView {
  private readonly batteries = new Map<string, BatteryPlace>();
  private readonly locations = new Map<string, LocationPath>();

  /** Undefined for a battery that has not been announced: nobody with a limited scope may see it. */
  placeOf(tenantId: number, batteryId: number): ScopedBattery | undefined {
    const battery = this.batteries.get(`${tenantId}/${batteryId}`);
    if (!battery) return undefined;
    const location = this.locations.get(`${tenantId}/${battery.locationId}`);
    return { batteryTypeId: battery.batteryTypeId, locationPath: location?.ids ?? null };
  }

  take(record: IncomingRecord): void {
    const decoded = decodeEvent(record);
    if (decoded.ok) this.apply(decoded.event);
  }

  private apply({ type, tenantId, data }: KnownEvent): void {
    if (type === eventTypes.BatteryEntryV1.type) {
      const { batteryId, version, locationId, batteryTypeId } = data;
      keepNewest(this.batteries, `${tenantId}/${batteryId}`, { version, locationId, batteryTypeId });
    }
    if (type === eventTypes.LocationEntryV1.type) {
      const ids = data.path.split('/').filter(Boolean).map(Number);
      keepNewest(this.locations, `${tenantId}/${data.locationId}`, { version: data.version, ids });
    }
  }
}

function keepNewest<T extends Versioned>(entries: Map<string, T>, key: string, entry: T): void {
  const known = entries.get(key);
  if (!known || known.version < entry.version) entries.set(key, entry);
}
