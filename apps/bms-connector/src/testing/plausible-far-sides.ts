import {
  bytes,
  crc16,
  dalyA5Answer,
  dalyD2Answer,
  jbdAnswer,
  jkAnswer,
  yd1363Answer,
} from '../protocols/serial/testing/maker-frames.js';
import { withChecksum } from '../protocols/thingset/text-checksum.js';
import { binaryAnswer } from '../protocols/thingset/testing/write-cbor.js';
import { battery802, strings803, sunSpecImage } from './sunspec-image.js';
import type { FarSide } from './wire-recorder.js';

const image = sunSpecImage(40_000, [battery802, strings803]);

/** Function, byte count and registers (or bits) of an answer to a Modbus request that reads. */
function modbusData(request: Buffer): Buffer {
  const [code = 0] = request;
  const [start, count] = [request.readUInt16BE(1), request.readUInt16BE(3)];
  if (code <= 2)
    return Buffer.concat([Buffer.of(code, Math.ceil(count / 8)), Buffer.alloc(Math.ceil(count / 8))]);
  const words = Buffer.alloc(count * 2);
  for (let index = 0; index < count; index++) words.writeUInt16BE(image.get(start + index) ?? 0, index * 2);
  return Buffer.concat([Buffer.of(code, words.length), words]);
}

function modbusTcp(request: Buffer): Buffer {
  const data = modbusData(request.subarray(7));
  const head = Buffer.from(request.subarray(0, 7));
  head.writeUInt16BE(data.length + 1, 4);
  return Buffer.concat([head, data]);
}

function modbusRtu(request: Buffer): Buffer {
  const answer = Buffer.concat([request.subarray(0, 1), modbusData(request.subarray(1, 6))]);
  return Buffer.concat([answer, crc16(answer)]);
}

const dalyData: Readonly<Record<number, readonly string[]>> = {
  0x94: ['0402'],
  0x95: ['010CE50CF30CE6', '020CD1'],
  0x96: ['014125'],
};

function yd1363(request: string): Buffer {
  const place = { version: request.slice(1, 3), address: parseInt(request.slice(3, 5), 16) };
  const isAlarm = request.slice(7, 9) === '44';
  const lists = isAlarm ? '02 0000 06 000000000000' : `02 0CE50CF3 06 ${'0BA6'.repeat(6)}`;
  return yd1363Answer(bytes(`0001 ${lists} ${'00'.repeat(20)}`), place);
}

function serial(request: Buffer): Buffer | undefined {
  const [start, , command = 0] = request;
  if (start === 0xdd) return jbdAnswer(command, Buffer.alloc(23));
  if (start === 0xa5) {
    const frames = dalyData[command] ?? ['01'];
    return Buffer.concat(frames.map((data) => dalyA5Answer(command, bytes(data))));
  }
  if (start === 0xd2) return dalyD2Answer(Buffer.alloc(request.readUInt16BE(4) * 2));
  if (start === 0x4e) return jkAnswer(bytes('7903010CE5 8314EF C001'));
  return start === 0x7e ? yd1363(request.toString('latin1')) : undefined;
}

const json = (value: unknown): string => {
  const body = JSON.stringify(value);
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};
const values = { rPackVoltage_V: 52.8, rSOC_pct: 63 };

/** Devices that answer so that a driver goes all its way. */
export const plausibleFarSides: Readonly<Record<string, FarSide>> = {
  'thingset/tcp': { answer: () => `${withChecksum(`:85 ${JSON.stringify(values)}`, 'hash')}\n` },
  'thingset/binary': { answer: () => binaryAnswer(values) },
  'thingset/http': {
    answer: (request) => json(/^GET \S*Meas/.test(String(request)) ? values : { BMS: '0A1B' }),
  },
  'modbus/tcp': { answer: modbusTcp },
  'modbus/rtu-tcp': { answer: modbusRtu },
  'serial/tcp': { answer: serial },
  'canbus/socketcand': { greeting: '< hi >', answer: () => '< ok >' },
  'canbus/slcan': { answer: () => '\r' },
  'thingset/socketcand': { greeting: '< hi >', answer: () => '< ok >' },
  'thingset/slcan': { answer: () => '\r' },
  'thingset/candump': { greeting: '(1700000000.123456) can0 1E007102#1835\n', answer: () => undefined },
  'thingset/reports': { greeting: `#mLive_ ${JSON.stringify({ Meas: values })}\n`, answer: () => undefined },
  'thingset/binary-reports': { answer: () => undefined },
  'canbus/candump': { greeting: '(1700000000.123456) can0 355#43006200\n', answer: () => undefined },
};
