import { decodeReading } from '../../../device-profiles/decode-reading.js';
import type { DeviceProfile, FieldSource, RegisterTable } from '@trackingbms/device-profiles';
import type { RawValue } from '../../raw-value.js';
import { ModbusException, readFunctions, registersOf, type ReadRange } from '../read-registers.js';
import { RegisterMapReader } from '../register-map-reader.js';
import { pduOf, rtuAnswerShape } from '../rtu-frame.js';
import { ResyncFramer } from '../../serial/resync-framer.js';

/** A request and its answer as they were on the line, in hexadecimal. */
export interface Recorded {
  readonly request: string;
  readonly answer: string;
}

type Cells = Map<RegisterTable, Map<number, number>>;

/** The reading of a unit that holds what was recorded, and refuses every other address. */
export async function readingOfRecorded(profile: DeviceProfile, recorded: readonly Recorded[]) {
  const cells: Cells = new Map();
  const step = profile.registers?.addressUnit === 'bytes' ? 2 : 1;
  for (const each of recorded) learn(cells, each, step);
  const ask: ReadRange = async ({ table, start, count }) =>
    Uint16Array.from({ length: count }, (_, index) => {
      const value = cells.get(table)?.get(start + index * step);
      if (value === undefined) throw new ModbusException(2);
      return value;
    });
  const values = new Map<FieldSource, RawValue>();
  await new RegisterMapReader().read(profile, ask, values);
  return decodeReading(profile, values);
}

const tables = Object.keys(readFunctions) as RegisterTable[];

function learn(cells: Cells, { request, answer }: Recorded, step: number): void {
  const asked = bytes(request);
  const table = tables.find((each) => readFunctions[each] === asked.readUInt8(1));
  if (!table) throw new Error('no request to read');
  const range = { table, start: asked.readUInt16BE(2), count: asked.readUInt16BE(4) };
  const [frame] = new ResyncFramer(rtuAnswerShape(asked.readUInt8(0), range)).push(bytes(answer));
  if (!frame) throw new Error(`no sound answer to ${request}`);
  const known = cells.get(table) ?? new Map<number, number>();
  registersOf(range, pduOf(frame)).forEach((value, index) => known.set(range.start + index * step, value));
  cells.set(table, known);
}

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
