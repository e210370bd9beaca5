import { crc16 } from '../protocols/serial/testing/maker-frames.js';

/** Whether a chunk is nothing but requests that read, by the makers' and the standards' papers alone. */
export type ReadsOnly = (written: Buffer) => boolean;

const readFunctions = [1, 2, 3, 4];

/** MBAP, and then a function that reads with address and count. */
const modbusTcp: ReadsOnly = (written) =>
  written.length === 12 && written.readUInt32BE(2) === 6 && readFunctions.includes(written[7] ?? 0);

const modbusRtu: ReadsOnly = (written) =>
  written.length === 8 &&
  readFunctions.includes(written[1] ?? 0) &&
  written.subarray(6).equals(crc16(written.subarray(0, 6)));

/** `=` `+` `-` `!` `@` change something in ThingSet; `?` does not. */
const thingSetText: ReadsOnly = (written) =>
  /^(thingset )?\?[A-Za-z0-9_/-]*( [0-9A-F]{8}#?)?\n$/.test(written.toString('latin1'));

/** 01 is GET, and then a CBOR text: 02, 04, 06 and 07 change something. */
const thingSetBinary: ReadsOnly = (written) =>
  /^\x01(?:[\x60-\x77]|\x78.)[A-Za-z0-9_/-]*$/s.test(written.toString('latin1'));

const httpGet: ReadsOnly = (written) => {
  const text = written.toString('latin1');
  // Fetching values by name has a body: a list of names, which no gateway takes for values.
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return /^GET \//.test(head) && (body === '' || /^\[("\w+",?)*\]$/.test(body));
};

/** Every request that a serial driver may make, in full. */
const serialRequests: readonly (string | RegExp)[] = [
  'dda50300fffd77',
  'dda50400fffc77',
  'a54090080000000000000000' + '7d',
  'a54091080000000000000000' + '7e',
  'a54092080000000000000000' + '7f',
  'a54093080000000000000000' + '80',
  'a54094080000000000000000' + '81',
  'a54095080000000000000000' + '82',
  'a54096080000000000000000' + '83',
  'a54097080000000000000000' + '84',
  'a54098080000000000000000' + '85',
  'd2030000003ed7b9',
  '4e5700130000000006030000000000006800000129',
];
/** YD/T 1363: analog values (42) and alarms (44) of one pack or of all. */
const yd1363 = /^~2[05][0-9A-F]{2}464[24]E002[0-9A-F]{6}\r$/;

const serial: ReadsOnly = (written) =>
  serialRequests.includes(written.toString('hex')) || yd1363.test(written.toString('latin1'));

const nothing: ReadsOnly = () => false;

/** Ways in to a CAN bus: what opens it for listening, and nothing that puts anything on it. */
const socketcand: ReadsOnly = (written) =>
  /^(< open [\w.-]+ >|< rawmode >)$/.test(written.toString('latin1'));
/** Close, speed, and listen-only: not `O`, with which an adapter could send. */
const slcan: ReadsOnly = (written) => /^([CL]|S[0-8])\r$/.test(written.toString('latin1'));

/** What may be written to the far side of each protocol and transport, and nothing else. */
export const readRequests: Readonly<Record<string, ReadsOnly>> = {
  'thingset/tcp': thingSetText,
  'thingset/binary': thingSetBinary,
  'thingset/http': httpGet,
  'modbus/tcp': modbusTcp,
  'modbus/rtu-tcp': modbusRtu,
  'serial/tcp': serial,
  'canbus/socketcand': socketcand,
  'canbus/slcan': slcan,
  'canbus/candump': nothing,
  'thingset/socketcand': socketcand,
  'thingset/slcan': slcan,
  'thingset/candump': nothing,
  'thingset/reports': nothing,
  'thingset/binary-reports': nothing,
};
