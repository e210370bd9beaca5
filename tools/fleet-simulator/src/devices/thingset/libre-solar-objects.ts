import type { BatteryManagementSystem } from '../../bms/battery-management-system.js';
import type { BmsView } from '../../bms/battery-management-system.js';
import type { ProtectionName } from '../../bms/protections.js';

export type ThingSetObject = { readonly [name: string]: ThingSetValue };
export type ThingSetValue = number | string | boolean | null | readonly (number | null)[] | ThingSetObject;

/** Bits of `rErrorFlags` (LibreSolar/bms-firmware, include/bms/bms_common.h). */
const errorBits: Readonly<Record<ProtectionName, number>> = {
  cellUndervoltage: 0,
  cellOvervoltage: 1,
  dischargeOvercurrent: 3,
  chargeOvercurrent: 4,
  dischargeUndertemperature: 6,
  dischargeOvertemperature: 7,
  chargeUndertemperature: 8,
  chargeOvertemperature: 9,
  cellFailure: 11,
};

const flags = (bits: readonly number[]): number => bits.reduce((sum, bit) => sum + 2 ** bit, 0);
const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));

function bmsState(view: BmsView): number {
  if (view.charging && view.discharging) return 3;
  if (view.charging) return 1;
  return view.discharging ? 2 : 0;
}

function measurements(view: BmsView): ThingSetObject {
  const cells = view.cellVoltages;
  const sum = cells.reduce((total, voltage) => total + voltage, 0);
  return {
    rPackVoltage_V: round(view.packVoltage, 2),
    rStackVoltage_V: round(view.packVoltage - 0.02, 2),
    rPackCurrent_A: round(view.current, 2),
    rCellTemps_degC: view.temperatures,
    rICTemp_degC: round(view.mosfetTemperature - 2, 1),
    rMOSFETTemp_degC: view.mosfetTemperature,
    rSOC_pct: view.stateOfCharge,
    rErrorFlags: flags([...view.protections].map((name) => errorBits[name])),
    rBmsState: bmsState(view),
    rCellVoltages_V: cells,
    rCellAvgVoltage_V: round(sum / cells.length, 3),
    rCellMinVoltage_V: Math.min(...cells),
    rCellMaxVoltage_V: Math.max(...cells),
    rBalancingStatus: flags(view.balancing.flatMap((on, index) => (on ? [index] : []))),
  };
}

/** The object tree of the Libre Solar BMS firmware, with its values of this moment. */
export function libreSolarObjects(bms: BatteryManagementSystem, nodeId: string, now: Date): ThingSetObject {
  return {
    t_s: Math.floor(now.getTime() / 1000),
    pNodeID: nodeId,
    Device: {
      cManufacturer: 'Libre Solar',
      cDeviceType: 'bms-c1',
      cHardwareVersion: 'v0.4',
      cFirmwareVersion: 'v23.1-60-g9ff895e',
    },
    Conf: { sNominalCapacity_Ah: bms.pack.description.capacityAh },
    Meas: measurements(bms.view()),
    Input: { wChgEnable: true, wDisEnable: true },
  };
}
