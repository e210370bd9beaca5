import type { BatteryManagementSystem, BmsView } from '../../bms/battery-management-system.js';
import type { ProtectionName } from '../../bms/protections.js';
import type { ByteBoard } from './byte-requests.js';

const protectionBits: Readonly<Partial<Record<ProtectionName, number>>> = {
  cellOvervoltage: 0,
  cellUndervoltage: 1,
  chargeOvertemperature: 4,
  chargeUndertemperature: 5,
  dischargeOvertemperature: 6,
  dischargeUndertemperature: 7,
  chargeOvercurrent: 8,
  dischargeOvercurrent: 9,
  cellFailure: 11,
};

const u16 = (value: number): number[] => [(Math.round(value) >> 8) & 0xff, Math.round(value) & 0xff];
const kelvinTenths = (celsius: number): number => celsius * 10 + 2731;

/** Bit n is set where the n-th is true. */
const bitsOf = (flags: readonly boolean[]): number =>
  flags.reduce((bits, flag, index) => bits + (flag ? 2 ** index : 0), 0);

function basicValues(bms: BatteryManagementSystem, view: BmsView): number[] {
  const { capacityAh } = bms.pack.description;
  const balancing = bitsOf(view.balancing);
  const protections = [...view.protections].reduce((bits, name) => {
    const bit = protectionBits[name];
    return bit === undefined ? bits : bits + 2 ** bit;
  }, 0);
  return [
    ...u16(view.packVoltage * 100),
    ...u16(view.current * 100),
    ...u16(capacityAh * view.stateOfCharge),
    ...u16(capacityAh * 100),
    ...u16(view.cycles),
    ...u16(((2024 - 2000) << 9) | (3 << 5) | 14),
    ...u16(balancing),
    ...u16(0),
    ...u16(protections),
    0x21,
    Math.round(view.stateOfCharge),
    bitsOf([view.charging, view.discharging]),
    view.cellVoltages.length,
    view.temperatures.length,
    ...view.temperatures.flatMap((celsius) => u16(kelvinTenths(celsius))),
  ];
}

function framed(register: number, status: number, data: readonly number[]): Buffer {
  const counted = [status, data.length, ...data];
  const sum = 0x10000 - counted.reduce((total, byte) => total + byte, 0);
  return Buffer.from([0xdd, register, ...counted, ...u16(sum & 0xffff), 0x77]);
}

/** A JBD board: basic values and cells. It refuses to be written and any other register, with status 0x80. */
export const jbdBoard = (bms: BatteryManagementSystem): ByteBoard => ({
  start: 0xdd,
  requestLength: 7,
  answer: (request) => {
    const [, kind = 0, register = 0, length] = request;
    if (length !== 0 || request[6] !== 0x77) return undefined;
    const view = bms.view();
    if (kind !== 0xa5) return framed(register, 0x80, []);
    if (register === 0x03) return framed(register, 0, basicValues(bms, view));
    if (register === 0x04) {
      return framed(
        register,
        0,
        view.cellVoltages.flatMap((volts) => u16(volts * 1_000)),
      );
    }
    return framed(register, 0x80, []);
  },
});
