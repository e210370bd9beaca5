import { signalKey, type DbcAdditions } from './dbc-additions.js';
import type { DbcMessage, DbcSignal, SignalCondition, SignalEncoding } from './dbc-database.js';
import { DbcInvalid } from './dbc-invalid.errors.js';
import type { MessageStatement, SignalStatement } from './dbc-statements.js';
import { bitPositions } from './signal-bits.js';

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
  return {
    id,
    extended,
    name,
    length,
    signals: message.signals.map((each) => signalOf(message, each, additions)),
  };
}

function refuseRepeatedNames({ signals }: MessageStatement): void {
  const seen = new Set<string>();
  for (const { name, line } of signals) {
    if (seen.has(name)) throw new DbcInvalid(line, `signal ${name} is there twice`);
    seen.add(name);
  }
}

function signalOf(message: MessageStatement, statement: SignalStatement, additions: DbcAdditions): DbcSignal {
  const { line, multiplex, signed, ...layout } = statement;
  const key = signalKey(message.writtenId, statement.name);
  refuseWrongBits(message, statement);
  const encoding = encodingOf(statement, additions.types.get(key)?.type ?? 0);
  const presentWhen = conditionOf(message, statement, additions);
  const words = additions.words.get(key) ?? new Map<number, string>();
  return { ...layout, encoding, words, ...(presentWhen && { presentWhen }) };
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

/** `SG_MUL_VAL_` goes before the mark at the signal, whose selector is the message's only one. */
function conditionOf(
  message: MessageStatement,
  { name, line, multiplex }: SignalStatement,
  { selectors }: DbcAdditions,
): SignalCondition | undefined {
  const stated = selectors.get(signalKey(message.writtenId, name));
  if (stated) {
    const known = message.signals.some((each) => each.name === stated.selector && each.multiplex.selects);
    if (!known)
      throw new DbcInvalid(stated.line, `${stated.selector} is no selecting signal of ${message.name}`);
    return { selector: stated.selector, ranges: stated.ranges };
  }
  if (multiplex.value === undefined) return undefined;
  const roots = message.signals.filter(
    (each) => each.multiplex.selects && each.multiplex.value === undefined,
  );
  const [root] = roots;
  if (!root || roots.length > 1) throw new DbcInvalid(line, `signal ${name} has no one selecting signal`);
  return { selector: root.name, ranges: [[multiplex.value, multiplex.value]] };
}
