import type { AlertSettings } from '@trackingbms/alerts';
import type { BatteryLimits } from '@trackingbms/batteries';

/** What the intake needs to know of a battery besides its readings. */
export interface WatchedBattery {
  readonly batteryId: number;
  readonly limits: BatteryLimits;
  readonly alertSettings: AlertSettings;
  /** Ah, of the type. */
  readonly ratedCapacityAh: number;
  /** ms; null for a battery that nobody polls and that does not say how often it pushes: its silence says nothing. */
  readonly pollInterval: number | null;
}

/** The fleet and the tenants as their topics say, kept up to date in memory. */
export interface FleetView {
  /** `gone`: archived or erased, its database is not to be written any more. */
  tenant(tenantId: number): 'known' | 'unknown' | 'gone';
  /** Whether the tenant's devices are polled at all. */
  isServed(tenantId: number): boolean;
  battery(tenantId: number, batteryId: number): WatchedBattery | undefined;
  batteriesOf(tenantId: number): Iterable<WatchedBattery>;
  tenantIds(): readonly number[];
}
