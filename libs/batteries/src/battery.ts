import type { BmsProtocol } from './battery-type.js';
import type { CustomLimits } from './effective-limits.js';

export const batteryStatuses = [
  'commissioning',
  'operational',
  'maintenance',
  'fault',
  'decommissioned',
] as const;
export type BatteryStatus = (typeof batteryStatuses)[number];

type OwnLimits = { readonly [Limit in keyof CustomLimits]-?: number | null };

/** A battery without its alert contacts: personal data stays out of events, which cannot be erased. Dates are `YYYY-MM-DD`. */
export interface BatteryDetails extends OwnLimits {
  readonly serialNumber: string;
  readonly internalId: string | null;
  readonly name: string;
  readonly batteryTypeId: number;
  readonly locationId: number;
  readonly bmsId: string | null;
  /** IPv4 or IPv6 literal, in its canonical text form. */
  readonly bmsIpAddress: string | null;
  readonly bmsPort: number;
  readonly bmsProtocol: BmsProtocol;
  readonly bmsConfig: Readonly<Record<string, unknown>>;
  readonly lastMaintenanceDate: string | null;
  readonly nextMaintenanceDate: string | null;
  readonly warrantyStartDate: string | null;
  readonly warrantyEndDate: string | null;
  readonly purchaseDate: string | null;
  readonly installationDate: string | null;
  readonly alertsEnabled: boolean;
  readonly criticalAlertsOnly: boolean;
  readonly notes: string | null;
}

/** Names, never values, of the personal columns that a change touched. */
export type BatteryContactField = 'alertContacts';

interface Registered {
  readonly batteryId: number;
  readonly uuid: string;
  readonly details: BatteryDetails;
  /** The day it entered service; null before. */
  readonly commissioningDate: string | null;
}

export type InUseBattery = Registered & { readonly status: Exclude<BatteryStatus, 'decommissioned'> };
export type DecommissionedBattery = Registered & {
  readonly status: 'decommissioned';
  readonly reason: string | null;
};
export type RegisteredBattery = InUseBattery | DecommissionedBattery;
export type Battery = { readonly status: 'unregistered' } | RegisteredBattery;

export type BatteryEvent =
  | {
      readonly type: 'BatteryRegistered';
      readonly batteryId: number;
      readonly uuid: string;
      readonly details: BatteryDetails;
    }
  | {
      readonly type: 'BatteryChanged';
      readonly changes: Partial<BatteryDetails>;
      readonly contactFields: readonly BatteryContactField[];
    }
  | { readonly type: 'BatteryCommissioned'; readonly commissioningDate: string }
  | { readonly type: 'BatteryDecommissioned'; readonly reason: string | null };

export const unregisteredBattery: Battery = { status: 'unregistered' };

/** The battery after one more event. Throws when the history does not begin with its registration. */
export function evolveBattery(battery: Battery, event: BatteryEvent): Battery {
  if (event.type === 'BatteryRegistered') {
    const { batteryId, uuid, details } = event;
    return { status: 'commissioning', batteryId, uuid, details, commissioningDate: null };
  }
  if (battery.status === 'unregistered') {
    throw new Error(`A battery's history cannot begin with ${event.type}.`);
  }
  switch (event.type) {
    case 'BatteryChanged':
      return { ...battery, details: { ...battery.details, ...event.changes } };
    case 'BatteryCommissioned':
      return { ...battery, status: 'operational', commissioningDate: event.commissioningDate };
    case 'BatteryDecommissioned':
      return { ...battery, status: 'decommissioned', reason: event.reason };
  }
}
