import type { BatteryManagementSystem, BmsView } from '../../bms/battery-management-system.js';
import type { ProtectionName } from '../../bms/protections.js';
import type { ByteBoard } from './byte-requests.js';

type Values = readonly number[];

const u16 = (value: number): number[] => [(Math.round(value) >> 8) & 0xff, Math.round(value) & 0xff];
const u32 = (value: number): number[] => [...u16(Math.floor(value / 0x10000)), ...u16(value % 0x10000)];
const celsiusByte = (celsius: number): number => Math.round(celsius) + 40;

/** Byte and bit of the second alarm level of each protection. */
const alarmBits: Readonly<Partial<Record<ProtectionName, readonly [byte: number, bit: number]>>> = {
  cellOvervoltage: [0, 1],
  cellUndervoltage: [0, 3],
  chargeOvertemperature: [1, 1],
  chargeUndertemperature: [1, 3],
  dischargeOvertemperature: [1, 5],
  dischargeUndertemperature: [1, 7],
  chargeOvercurrent: [2, 1],
  dischargeOvercurrent: [2, 3],
  cellFailure: [3, 1],
};

function alarms({ protections }: BmsView): number[] {
  const bytes = Array.from({ length: 8 }, () => 0);
  for (const name of protections) {
    const [byte = 7, bit = 0] = alarmBits[name] ?? [];
    bytes[byte] = (bytes[byte] ?? 0) | (1 << bit);
  }
  return bytes;
}

/** Several frames, numbered from 1. */
function numbered(values: Values, bytesPerFrame: number): Values[] {
  const frames = Math.ceil(values.length / bytesPerFrame);
  return Array.from({ length: frames }, (_, index) => [
    index + 1,
    ...values.slice(index * bytesPerFrame, (index + 1) * bytesPerFrame),
  ]);
}

const extremes = (values: Values, code: (value: number) => number[]): number[] => {
  const high = Math.max(...values);
  const low = Math.min(...values);
  return [...code(high), values.indexOf(high) + 1, ...code(low), values.indexOf(low) + 1];
};

const flowOf = (current: number): number => (current === 0 ? 0 : current > 0 ? 1 : 2);

/** What the board says to each command, one list a frame; positive current is discharging. */
const contents: Readonly<Record<number, (view: BmsView, capacityAh: number) => Values[]>> = {
  0x90: (view) => [
    [
      ...u16(view.packVoltage * 10),
      0,
      0,
      ...u16(30_000 - view.current * 10),
      ...u16(view.stateOfCharge * 10),
    ],
  ],
  0x91: (view) => [extremes(view.cellVoltages, (volts) => u16(volts * 1_000))],
  0x92: (view) => [extremes(view.temperatures, (celsius) => [celsiusByte(celsius)])],
  0x93: (view, capacityAh) => [
    [
      flowOf(view.current),
      Number(view.charging),
      Number(view.discharging),
      1,
      ...u32(Math.round(capacityAh * 10 * view.stateOfCharge)),
    ],
  ],
  0x94: (view) => [[view.cellVoltages.length, view.temperatures.length, 0, 0, 0, ...u16(view.cycles)]],
  0x95: (view) =>
    numbered(
      view.cellVoltages.flatMap((volts) => u16(volts * 1_000)),
      6,
    ),
  0x96: (view) => numbered(view.temperatures.map(celsiusByte), 7),
  0x97: (view) => [bitBytes(view.balancing)],
  0x98: (view) => [alarms(view)],
};

const bitBytes = (flags: readonly boolean[]): number[] =>
  Array.from({ length: 6 }, (_, byte) =>
    flags.slice(byte * 8, byte * 8 + 8).reduce((bits, flag, bit) => bits | (flag ? 1 << bit : 0), 0),
  );

const sumOf = (bytes: Values): number => bytes.reduce((total, byte) => total + byte, 0) & 0xff;

/** A Daly board with the A5 protocol. Bytes that mean nothing are what earlier answers have left there. */
export function dalyBoard(bms: BatteryManagementSystem): ByteBoard {
  const left = Array.from({ length: 8 }, () => 0);
  const framed = (command: number, values: Values): number[] => {
    values.forEach((value, index) => (left[index] = value));
    const frame = [0xa5, 0x01, command, 8, ...left];
    return [...frame, sumOf(frame)];
  };
  return {
    start: 0xa5,
    requestLength: 13,
    answer: (request) => {
      const [, address, command = 0, length] = request;
      const isRequest =
        address === 0x40 && length === 8 && request[12] === sumOf([...request.subarray(0, 12)]);
      if (!isRequest) return undefined;
      const frames = contents[command]?.(bms.view(), bms.pack.description.capacityAh) ?? [];
      return Buffer.from(frames.flatMap((values) => framed(command, values)));
    },
  };
}
