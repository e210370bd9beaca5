import type { BatteryManagementSystem } from '../../bms/battery-management-system.js';
import type { ProtectionName } from '../../bms/protections.js';
import { chemistries } from '../../physics/chemistry.js';

/** A frame with an id of 11 bits. */
export interface BusFrame {
  readonly id: number;
  readonly data: Buffer;
}

/** Bits of 0x359, the second byte from 8 on. */
const protectionBits: Readonly<Record<ProtectionName, number>> = {
  cellOvervoltage: 1,
  cellUndervoltage: 2,
  dischargeOvertemperature: 3,
  chargeOvertemperature: 3,
  dischargeUndertemperature: 4,
  chargeUndertemperature: 4,
  dischargeOvercurrent: 7,
  chargeOvercurrent: 8,
  cellFailure: 11,
};
const kelvin = 273;

/** What a Pylontech battery tells an inverter once a second: little-endian, positive current is charging. */
export function pylontechFrames(bms: BatteryManagementSystem): BusFrame[] {
  const { packVoltage, current, stateOfCharge, temperatures, cellVoltages, protections, ...view } =
    bms.view();
  const { chemistry, cellCount, capacityAh } = bms.pack.description;
  const { full, empty } = chemistries[chemistry];
  const warmth = temperatures.reduce((sum, each) => sum + each, 0) / temperatures.length;
  const acting = [...protections].reduce((bits, name) => bits | (1 << protectionBits[name]), 0);
  const allowed = (view.charging ? 0x80 : 0) | (view.discharging ? 0x40 : 0);
  const cells = [Math.min(...cellVoltages) * 1_000, Math.max(...cellVoltages) * 1_000];
  const kelvins = [Math.min(...temperatures) + kelvin, Math.max(...temperatures) + kelvin];
  return [
    words(0x351, [full * cellCount * 10, capacityAh * 10, capacityAh * 10, empty * cellCount * 10]),
    words(0x355, [stateOfCharge, 100, stateOfCharge * 100]),
    words(0x356, [packVoltage * 100, current * 10, warmth * 10]),
    { id: 0x359, data: Buffer.from([acting & 0xff, acting >> 8, 0, 0, 1, 0x50, 0x4e]) },
    { id: 0x35c, data: Buffer.from([allowed, 0]) },
    { id: 0x35e, data: Buffer.from('PYLON   ', 'latin1') },
    words(0x373, [...cells, ...kelvins]),
  ];
}

/** Numbers of 16 bits, rounded, negative ones in two's complement. */
function words(id: number, values: readonly number[]): BusFrame {
  const data = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => data.writeUInt16LE(Math.round(value) & 0xffff, index * 2));
  return { id, data };
}
