import { byteSum } from '../checksums.js';
import type { FrameShape } from '../frame-shape.js';
import type { Ask, SerialLanguage, SerialRead } from '../serial-language.js';
import { NumberedFrames } from './numbered-frames.js';

const start = 0xa5;
const host = 0x40;
const board = 0x01;
const dataLength = 8;
const frameLength = 13;
const dataAt = 4;

/** Commands of one answer each, by the name of the answer. */
const commands: Readonly<Record<string, number>> = {
  '0x90': 0x90,
  '0x91': 0x91,
  '0x92': 0x92,
  '0x93': 0x93,
  '0x94': 0x94,
  '0x98': 0x98,
};
/** Commands answered in as many frames as the counts of 0x94 need. */
const lists = [
  { name: '0x95', command: 0x95, countAt: 0, bytesEach: 2, bytesPerFrame: 6, most: 48 },
  { name: '0x96', command: 0x96, countAt: 1, bytesEach: 1, bytesPerFrame: 7, most: 16 },
] as const;
type List = (typeof lists)[number];
const counts = '0x94';
const balance = { name: '0x97', command: 0x97 };

const shape: FrameShape = {
  start: Buffer.of(start),
  lengthOf: (bytes) =>
    bytes.length < dataAt ? undefined : bytes.readUInt8(3) === dataLength ? frameLength : 0,
  isSound: (frame) => (byteSum(frame.subarray(0, -1)) & 0xff) === frame.at(-1),
};

function readRequest(command: number): Buffer {
  const head = Buffer.of(start, host, command, dataLength, 0, 0, 0, 0, 0, 0, 0, 0);
  return Buffer.concat([head, Buffer.of(byteSum(head) & 0xff)]);
}

/** On a line of two wires the own request comes back: it bears the host's address and not the board's. */
function dataOf(frame: Buffer, command: number): Buffer | undefined {
  const isAnswer = frame.readUInt8(1) === board && frame.readUInt8(2) === command;
  return isAnswer ? Buffer.from(frame.subarray(dataAt, -1)) : undefined;
}

const askOne = (ask: Ask, command: number): Promise<Buffer> =>
  ask(readRequest(command), (frame) => dataOf(frame, command));

async function askList(ask: Ask, list: List, count: number): Promise<Buffer> {
  const frames = Math.ceil((count * list.bytesEach) / list.bytesPerFrame);
  const collected = new NumberedFrames(frames, list.bytesPerFrame);
  const all = await ask(readRequest(list.command), (frame) => {
    const data = dataOf(frame, list.command);
    return data && collected.add(data);
  });
  return all.subarray(0, count * list.bytesEach);
}

/** Answers of one frame; the counts too where a list needs them. */
async function readSingles({ wanted, ask }: SerialRead, into: Map<string, Buffer>): Promise<void> {
  const counted = [...lists, balance].some(({ name }) => wanted.has(name));
  for (const [name, command] of Object.entries(commands)) {
    if (wanted.has(name) || (name === counts && counted)) into.set(name, await askOne(ask, command));
  }
}

async function readLists({ wanted, ask }: SerialRead, into: Map<string, Buffer>): Promise<void> {
  for (const list of lists.filter(({ name }) => wanted.has(name))) {
    const count = into.get(counts)?.readUInt8(list.countAt) ?? 0;
    if (count > 0 && count <= list.most) into.set(list.name, await askList(ask, list, count));
  }
}

/** One bit for each cell; the bytes after the last one hold what is left of earlier answers. */
async function readBalance({ wanted, ask }: SerialRead, into: Map<string, Buffer>): Promise<void> {
  const cells = into.get(counts)?.readUInt8(0) ?? 0;
  if (!wanted.has(balance.name) || cells === 0) return;
  const bits = await askOne(ask, balance.command);
  into.set(balance.name, bits.subarray(0, Math.ceil(cells / 8)));
}

/** The Daly protocol of fixed frames of 13 bytes that begin with A5. */
export const dalyA5: SerialLanguage = {
  shape,
  pauseMilliseconds: 20,
  async read(read) {
    const answers = new Map<string, Buffer>();
    await readSingles(read, answers);
    await readLists(read, answers);
    await readBalance(read, answers);
    return answers;
  },
};
