import { FleetRefusal } from './batteries.errors.js';
import type { Battery, BatteryContactField, BatteryDetails, BatteryEvent, InUseBattery } from './battery.js';
import type { BatteryTypeDetails } from './battery-type.js';
import { differences } from './differences.js';
import { effectiveLimits, limitsCross } from './effective-limits.js';
import type { LocationDetails } from './location.js';

/** The type and location that the battery has once the command is done. */
export interface BatterySurroundings {
  readonly type: BatteryTypeDetails;
  readonly location: Pick<LocationDetails, 'isActive'>;
}

export type BatteryCommand =
  | {
      readonly type: 'RegisterBattery';
      readonly batteryId: number;
      readonly uuid: string;
      readonly details: BatteryDetails;
      readonly surroundings: BatterySurroundings;
    }
  | {
      readonly type: 'ChangeBattery';
      readonly changes: Partial<BatteryDetails>;
      readonly contactFields: readonly BatteryContactField[];
      readonly surroundings: BatterySurroundings;
    }
  | { readonly type: 'CommissionBattery'; readonly commissioningDate: string }
  | { readonly type: 'DecommissionBattery'; readonly reason: string | null };

/** No event means that nothing would change. Throws `FleetRefusal`. */
export function decideBattery(command: BatteryCommand, battery: Battery): BatteryEvent[] {
  if (command.type === 'RegisterBattery') return register(command, battery);
  if (battery.status === 'unregistered') throw new FleetRefusal('BATTERY.NOT_REGISTERED');
  if (battery.status === 'decommissioned') throw new FleetRefusal('BATTERY.DECOMMISSIONED');
  switch (command.type) {
    case 'ChangeBattery':
      return change(command, battery);
    case 'CommissionBattery':
      return commission(command.commissioningDate, battery);
    case 'DecommissionBattery':
      return [{ type: 'BatteryDecommissioned', reason: command.reason }];
  }
}

function register(
  command: Extract<BatteryCommand, { type: 'RegisterBattery' }>,
  battery: Battery,
): BatteryEvent[] {
  if (battery.status !== 'unregistered') throw new FleetRefusal('BATTERY.ALREADY_REGISTERED');
  const { batteryId, uuid, details, surroundings } = command;
  refuseRetiredSurroundings(details, surroundings);
  refuseCrossedLimits(details, surroundings);
  return [{ type: 'BatteryRegistered', batteryId, uuid, details }];
}

function change(
  command: Extract<BatteryCommand, { type: 'ChangeBattery' }>,
  battery: InUseBattery,
): BatteryEvent[] {
  const { contactFields, surroundings } = command;
  const changes = differences(battery.details, command.changes);
  if (Object.keys(changes).length === 0 && contactFields.length === 0) return [];
  refuseRetiredSurroundings(changes, surroundings);
  // Limits that a later change of the type has crossed must not block a change of something else.
  if (Object.keys(changes).some(boundsLimits)) {
    refuseCrossedLimits({ ...battery.details, ...changes }, surroundings);
  }
  return [{ type: 'BatteryChanged', changes, contactFields }];
}

const boundsLimits = (field: string): boolean => field === 'batteryTypeId' || field.startsWith('custom');

function commission(commissioningDate: string, battery: InUseBattery): BatteryEvent[] {
  if (battery.status !== 'commissioning') throw new FleetRefusal('BATTERY.NOT_COMMISSIONING');
  return [{ type: 'BatteryCommissioned', commissioningDate }];
}

/** A battery may stay where it is when its place or type is retired, but none may be brought there. */
function refuseRetiredSurroundings(
  chosen: Partial<BatteryDetails>,
  { type, location }: BatterySurroundings,
): void {
  if (chosen.batteryTypeId !== undefined && !type.isActive) throw new FleetRefusal('BATTERY_TYPE.INACTIVE');
  if (chosen.locationId !== undefined && !location.isActive) throw new FleetRefusal('LOCATION.INACTIVE');
}

function refuseCrossedLimits(details: BatteryDetails, { type }: BatterySurroundings): void {
  if (limitsCross(effectiveLimits(type, details))) throw new FleetRefusal('BATTERY.LIMITS_CROSSED');
}
