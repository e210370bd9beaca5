import type { Chemistry } from './chemistry.js';
import { FleetRefusal } from './batteries.errors.js';
import { differences } from './differences.js';

export const bmsProtocols = ['thingset', 'modbus', 'canbus', 'serial'] as const;
export type BmsProtocol = (typeof bmsProtocols)[number];

/** A battery type as its maker describes it. V, A, Ah, Wh, °C, mm, kg. */
export interface BatteryTypeDetails {
  readonly name: string;
  readonly slug: string;
  readonly chemistry: Chemistry;
  readonly nominalVoltage: number;
  readonly capacityAh: number;
  readonly capacityWh: number;
  readonly maxChargeCurrent: number | null;
  readonly maxDischargeCurrent: number | null;
  readonly operatingTempMin: number | null;
  readonly operatingTempMax: number | null;
  readonly storageTempMin: number | null;
  readonly storageTempMax: number | null;
  readonly cycleLife: number | null;
  /** Fraction of the capacity, 0-1. */
  readonly depthOfDischarge: number | null;
  readonly lengthMm: number | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
  readonly weightKg: number | null;
  /** Cells in series. */
  readonly cellCount: number;
  readonly parallelStrings: number;
  readonly bmsType: string | null;
  readonly communicationProtocol: BmsProtocol;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly datasheetUrl: string | null;
  readonly notes: string | null;
  readonly isActive: boolean;
}

export type BatteryType =
  | { readonly status: 'unknown' }
  | { readonly status: 'known'; readonly batteryTypeId: number; readonly details: BatteryTypeDetails };

export type BatteryTypeCommand =
  | { readonly type: 'AddBatteryType'; readonly batteryTypeId: number; readonly details: BatteryTypeDetails }
  | { readonly type: 'ChangeBatteryType'; readonly changes: Partial<BatteryTypeDetails> };

export type BatteryTypeEvent =
  | {
      readonly type: 'BatteryTypeAdded';
      readonly batteryTypeId: number;
      readonly details: BatteryTypeDetails;
    }
  | { readonly type: 'BatteryTypeChanged'; readonly changes: Partial<BatteryTypeDetails> };

export const unknownBatteryType: BatteryType = { status: 'unknown' };

/** No event means that nothing would change. Throws `FleetRefusal`. */
export function decideBatteryType(command: BatteryTypeCommand, type: BatteryType): BatteryTypeEvent[] {
  switch (command.type) {
    case 'AddBatteryType':
      if (type.status === 'known') throw new FleetRefusal('BATTERY_TYPE.ALREADY_ADDED');
      refuseCrossedTemperatures(command.details);
      return [{ type: 'BatteryTypeAdded', batteryTypeId: command.batteryTypeId, details: command.details }];
    case 'ChangeBatteryType':
      return change(command.changes, type);
  }
}

function change(wanted: Partial<BatteryTypeDetails>, type: BatteryType): BatteryTypeEvent[] {
  if (type.status === 'unknown') throw new FleetRefusal('BATTERY_TYPE.NOT_ADDED');
  const changes = differences(type.details, wanted);
  refuseCrossedTemperatures({ ...type.details, ...changes });
  return Object.keys(changes).length === 0 ? [] : [{ type: 'BatteryTypeChanged', changes }];
}

function refuseCrossedTemperatures(details: BatteryTypeDetails): void {
  const crossed = (min: number | null, max: number | null) => min !== null && max !== null && min >= max;
  if (
    crossed(details.operatingTempMin, details.operatingTempMax) ||
    crossed(details.storageTempMin, details.storageTempMax)
  ) {
    throw new FleetRefusal('BATTERY_TYPE.TEMPERATURES_CROSSED');
  }
}

/** The battery type after one more event. Throws when the history does not begin with its addition. */
export function evolveBatteryType(type: BatteryType, event: BatteryTypeEvent): BatteryType {
  switch (event.type) {
    case 'BatteryTypeAdded':
      return { status: 'known', batteryTypeId: event.batteryTypeId, details: event.details };
    case 'BatteryTypeChanged':
      if (type.status === 'unknown') throw new Error('A battery type cannot change before it is added.');
      return { ...type, details: { ...type.details, ...event.changes } };
  }
}
