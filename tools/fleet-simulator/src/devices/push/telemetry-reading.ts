import type { BatteryManagementSystem, BmsView } from '../../bms/battery-management-system.js';
import type { ProtectionName } from '../../bms/protections.js';

/** A reading in the platform's own JSON, with the names and units of docs/reference/events.md; positive is charging. */
export interface TelemetryReading {
  /** RFC 3339 UTC. */
  readonly timestamp: string;
  readonly [name: string]: unknown;
}

const codes: Readonly<Record<ProtectionName, string>> = {
  cellUndervoltage: 'CELL_UNDER_VOLTAGE',
  cellOvervoltage: 'CELL_OVER_VOLTAGE',
  dischargeOvercurrent: 'DISCHARGE_OVER_CURRENT',
  chargeOvercurrent: 'CHARGE_OVER_CURRENT',
  dischargeUndertemperature: 'DISCHARGE_UNDER_TEMPERATURE',
  dischargeOvertemperature: 'DISCHARGE_OVER_TEMPERATURE',
  chargeUndertemperature: 'CHARGE_UNDER_TEMPERATURE',
  chargeOvertemperature: 'CHARGE_OVER_TEMPERATURE',
  cellFailure: 'CELL_FAILURE',
};

export function telemetryReading(bms: BatteryManagementSystem, now: Date): TelemetryReading {
  const view = bms.view();
  return { timestamp: now.toISOString(), ...measured(view), ...states(view) };
}

function measured(view: BmsView) {
  return {
    packVoltage: view.packVoltage,
    packCurrent: view.current,
    cellVoltages: view.cellVoltages,
    temperatures: view.temperatures,
    socPercent: view.stateOfCharge,
    chargeCycles: view.cycles,
  };
}

function states(view: BmsView) {
  return {
    balancingActive: view.balancing.some(Boolean),
    chargingEnabled: view.charging,
    dischargingEnabled: view.discharging,
    faultCodes: [...view.protections].map((name) => codes[name]),
  };
}
