import type { BatteryManagementSystem, BmsView } from '../../bms/battery-management-system.js';
import type { ProtectionName } from '../../bms/protections.js';
import { ModelBlock } from './model-block.js';

/** Where the models begin: `SunS` stands in the two registers before. */
export const baseAddress = 40_000;

/** Bits of Evt1 of models 802 and 803 (sunspec/models, json/model_802.json). */
const eventBits: Readonly<Record<ProtectionName, number>> = {
  dischargeOvertemperature: 1,
  chargeOvertemperature: 1,
  dischargeUndertemperature: 3,
  chargeUndertemperature: 3,
  chargeOvercurrent: 5,
  dischargeOvercurrent: 7,
  cellOvervoltage: 9,
  cellUndervoltage: 11,
  cellFailure: 25,
};

const volts = 100;
const millivolts = 1000;
const tenths = 10;
const hundredths = 100;

function events(view: BmsView): number {
  const bits = new Set([...view.protections].map((name) => eventBits[name]));
  return [...bits].reduce((sum, bit) => sum + 2 ** bit, 0);
}

function chargeStatus(view: BmsView): number {
  if (view.stateOfCharge >= 99.5) return 5;
  if (view.stateOfCharge <= 0.5) return 2;
  if (Math.abs(view.current) < 0.05) return 6;
  return view.current > 0 ? 4 : 3;
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function commonModel(nodeId: string): ModelBlock {
  return new ModelBlock(1, 66)
    .setText(2, 'Simulated', 16)
    .setText(18, 'Lithium-ion bank', 16)
    .setText(34, '', 8)
    .setText(42, '1.0', 8)
    .setText(50, nodeId, 16)
    .set(66, 1);
}

/** Model 802, battery base: what all chemistries have. */
function batteryBase(bms: BatteryManagementSystem, view: BmsView): ModelBlock {
  const { capacityAh, cellCount } = bms.pack.description;
  const cells = view.cellVoltages;
  return new ModelBlock(802, 62, [44, 47, 49, 55, 62])
    .set(2, capacityAh * tenths)
    .set(3, capacityAh * cellCount * 3.6)
    .set(11, view.stateOfCharge * tenths)
    .set(12, (100 - view.stateOfCharge) * tenths)
    .set(13, 98.5 * tenths)
    .setLong(14, view.cycles)
    .set(16, chargeStatus(view))
    .set(18, 1)
    .set(21, 4)
    .set(22, view.protections.size > 0 ? 99 : 3)
    .setLong(26, events(view))
    .setLong(28, 0)
    .set(34, view.packVoltage * volts)
    .set(37, Math.max(...cells) * millivolts)
    .set(40, Math.min(...cells) * millivolts)
    .set(43, average(cells) * millivolts)
    .set(44, view.current * hundredths)
    .set(47, view.packVoltage * view.current)
    .set(52, -1)
    .set(53, 0)
    .set(54, 0)
    .set(56, -1)
    .set(57, -1)
    .set(58, -1)
    .set(59, -2)
    .set(60, -3)
    .set(61, -2)
    .set(63, 0);
}

/** Model 803, lithium-ion bank with one string. */
function lithiumIonBank(view: BmsView): ModelBlock {
  const string = 28;
  const hottest = Math.max(...view.temperatures) * tenths;
  const coldest = Math.min(...view.temperatures) * tenths;
  const cells = view.cellVoltages;
  return new ModelBlock(803, 26 + 32)
    .set(2, 1)
    .set(3, 1)
    .set(4, hottest)
    .set(7, coldest)
    .set(10, average(view.temperatures) * tenths)
    .set(11, view.packVoltage * volts)
    .set(13, view.packVoltage * volts)
    .set(15, view.packVoltage * volts)
    .set(16, view.current * hundredths)
    .set(18, view.current * hundredths)
    .set(20, view.current * hundredths)
    .set(21, view.balancing.filter(Boolean).length)
    .set(22, -3)
    .set(23, -1)
    .set(24, -2)
    .set(25, -1)
    .set(26, -1)
    .set(27, -2)
    .set(string, 1)
    .setLong(string + 1, 0b11)
    .set(string + 4, view.stateOfCharge * tenths)
    .set(string + 5, 98.5 * tenths)
    .set(string + 6, view.current * hundredths)
    .set(string + 7, Math.max(...cells) * millivolts)
    .set(string + 9, Math.min(...cells) * millivolts)
    .set(string + 11, average(cells) * millivolts)
    .set(string + 12, hottest)
    .set(string + 14, coldest)
    .set(string + 16, average(view.temperatures) * tenths)
    .setLong(string + 18, 0b11)
    .setLong(string + 20, events(view))
    .setLong(string + 22, 0);
}

/** The device's holding registers from `baseAddress` on, with the values of this moment. */
export function sunSpecRegisters(bms: BatteryManagementSystem, nodeId: string): readonly number[] {
  const view = bms.view();
  const models = [commonModel(nodeId), batteryBase(bms, view), lithiumIonBank(view)];
  return [0x5375, 0x6e53, ...models.flatMap((model) => model.toWords()), 0xffff, 0];
}
