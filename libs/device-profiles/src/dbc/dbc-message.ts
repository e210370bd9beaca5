import { signalKey, type DbcAdditions, type SelectorStatement } from './dbc-additions.js';
import type { DbcMessage, DbcSignal, SignalCondition, SignalEncoding } from './dbc-database.js';
import { DbcInvalid } from './dbc-invalid.errors.js';
import type { MessageStatement, SignalStatement } from './dbc-statements.js';
import { bitPositions } from './bit-positions.js';

const markOfExtended = 0x8000_0000;
const largestStandardId = 0x7ff;
const largestExtendedId = 0x1fff_ffff;
/** Longer than any frame: transport protocols describe whole transfers so. */
const longestMessage = 1_785;

/** A message with all that the file says of it. Throws `DbcInvalid` for one that no frame could carry. */
export function messageOf(message: MessageStatement, additions: DbcAdditions): DbcMessage {
  const { writtenId, name, length, line } = message;
  const extended = writtenId >= markOfExtended;
  const id = extended ? writtenId - markOfExtended : writtenId;
  if (id < 0 || id > (extended ? largestExtendedId : largestStandardId)) {
    throw new DbcInvalid(line, `message id ${writtenId} has more bits than an id can have`);
  }
  if (length < 0 || length > longestMessage) throw new DbcInvalid(line, `a message of ${length} bytes`);
  refuseRepeatedNames(message);
  const selecting = selectingOf(message);
  const signalOf = (statement: SignalStatement): DbcSignal => {
    refuseWrongBits(message, statement);
    const key = signalKey(writtenId, statement.name);
    const presentWhen = conditionOf(statement, selecting, additions.selectors.get(key));
    return { ...plainSignal(statement, additions, key), ...(presentWhen && { presentWhen }) };
  };
  return { id, extended, name, length, signals: message.signals.map(signalOf) };
}

function refuseRepeatedNames({ signals }: MessageStatement): void {
  const seen = new Set<string>();
  for (const { name, line } of signals) {
    if (seen.has(name)) throw new DbcInvalid(line, `signal ${name} is there twice`);
    seen.add(name);
  }
}

function plainSignal(statement: SignalStatement, { types, words }: DbcAdditions, key: string): DbcSignal {
  const { name, startBit, length, byteOrder, factor, offset, minimum, maximum, unit } = statement;
  const encoding = encodingOf(statement, types.get(key)?.type ?? 0);
  const layout = { name, startBit, length, byteOrder, encoding };
  return {
    ...layout,
    factor,
    offset,
    minimum,
    maximum,
    unit,
    words: words.get(key) ?? new Map<number, string>(),
  };
}

function refuseWrongBits(message: MessageStatement, { name, line, ...layout }: SignalStatement): void {
  const { length, startBit } = layout;
  if (length < 1 || length > 64) throw new DbcInvalid(line, `signal ${name} has ${length} bits, not 1 to 64`);
  const bits = message.length * 8;
  const fits = startBit >= 0 && startBit < bits && bitPositions(layout).every((bit) => bit < bits);
  if (!fits) throw new DbcInvalid(line, `signal ${name} does not fit in ${message.length} bytes`);
}

function encodingOf({ name, line, length, signed }: SignalStatement, type: number): SignalEncoding {
  if (type === 0) return signed ? 'signed' : 'unsigned';
  const wanted = type === 1 ? 32 : 64;
  if (length !== wanted)
    throw new DbcInvalid(line, `signal ${name} is a float of ${length} bits, not ${wanted}`);
  return type === 1 ? 'float' : 'double';
}

/** Which signals of a message can select others. */
interface Selecting {
  readonly names: ReadonlySet<string>;
  /** Those that are always there. */
  readonly roots: readonly string[];
}

function selectingOf({ signals }: MessageStatement): Selecting {
  const selecting = signals.filter(({ multiplex }) => multiplex.selects);
  const roots = selecting.filter(({ multiplex }) => multiplex.value === undefined);
  return { names: new Set(selecting.map(({ name }) => name)), roots: roots.map(({ name }) => name) };
}

/** `SG_MUL_VAL_` goes before the mark at the signal, whose selector is the message's only one. */
function conditionOf(
  { name, line, multiplex }: SignalStatement,
  { names, roots }: Selecting,
  stated: SelectorStatement | undefined,
): SignalCondition | undefined {
  if (stated) {
    if (!names.has(stated.selector)) {
      throw new DbcInvalid(stated.line, `${stated.selector} is no selecting signal of its message`);
    }
    return { selector: stated.selector, ranges: stated.ranges };
  }
  if (multiplex.value === undefined) return undefined;
  const [root] = roots;
  if (root === undefined || roots.length > 1) {
    throw new DbcInvalid(line, `signal ${name} has no one selecting signal`);
  }
  return { selector: root, ranges: [[multiplex.value, multiplex.value]] };
}
