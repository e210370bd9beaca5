import { DbcInvalid } from './dbc-invalid.errors.js';
import { unexpected, type DbcLexer, type Token } from './dbc-lexer.js';
import type { ByteOrder } from './dbc-database.js';

/** `M` selects; `m3` is there while the selector is 3; `m3M` is both. */
export interface MultiplexMark {
  readonly selects: boolean;
  readonly value?: number;
}

export interface SignalStatement {
  readonly line: number;
  readonly name: string;
  readonly multiplex: MultiplexMark;
  readonly startBit: number;
  readonly length: number;
  readonly byteOrder: ByteOrder;
  readonly signed: boolean;
  readonly factor: number;
  readonly offset: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
}

export interface MessageStatement {
  readonly line: number;
  /** As written: bit 31 marks an id of 29 bits. */
  readonly writtenId: number;
  readonly name: string;
  readonly length: number;
  readonly signals: SignalStatement[];
}

/** `BO_ id name: length sender`, without its signals. */
export function messageStatement(lexer: DbcLexer): MessageStatement {
  const { line } = lexer.peek();
  const writtenId = lexer.takeWhole('a message id');
  const name = lexer.take('word', 'a message name').text;
  lexer.takeMark(':');
  const length = lexer.takeWhole('a length in bytes');
  lexer.take('word', 'a sender');
  return { line, writtenId, name, length, signals: [] };
}

/** `SG_ name [M|mN|mNM] : start|length@order sign (factor,offset) [min|max] "unit" receivers`. */
export function signalStatement(lexer: DbcLexer): SignalStatement {
  const { text: name, line } = lexer.take('word', 'a signal name');
  const multiplex = multiplexMark(lexer);
  lexer.takeMark(':');
  const startBit = lexer.takeWhole('a start bit');
  lexer.takeMark('|');
  const length = lexer.takeWhole('a length in bits');
  lexer.takeMark('@');
  const byteOrder = order(lexer);
  const signed = sign(lexer);
  const [factor, offset] = pair(lexer, '(,)');
  const [minimum, maximum] = pair(lexer, '[|]');
  const unit = lexer.take('string', 'a unit').text;
  skipReceivers(lexer);
  const layout = { startBit, length, byteOrder, signed };
  return { line, name, multiplex, ...layout, factor, offset, minimum, maximum, unit };
}

function multiplexMark(lexer: DbcLexer): MultiplexMark {
  if (lexer.peek().kind !== 'word') return { selects: false };
  const token = lexer.next();
  const found = /^(?:m(?<value>\d{1,9}))?(?<selects>M)?$/.exec(token.text);
  if (!found) throw unexpected(token, "'M', 'm<number>' or ':'");
  const { value, selects } = found.groups ?? {};
  return { selects: selects !== undefined, ...(value !== undefined && { value: Number(value) }) };
}

function order(lexer: DbcLexer): ByteOrder {
  const { line } = lexer.peek();
  const digit = lexer.takeWhole('a byte order');
  if (digit !== 0 && digit !== 1) throw new DbcInvalid(line, 'the byte order must be 0 or 1');
  return digit === 1 ? 'intel' : 'motorola';
}

function sign(lexer: DbcLexer): boolean {
  const token = lexer.next();
  if (token.text !== '+' && token.text !== '-') throw unexpected(token, "'+' or '-'");
  return token.text === '-';
}

function pair(lexer: DbcLexer, marks: string): [number, number] {
  lexer.takeMark(marks.charAt(0));
  const first = lexer.takeNumber('a number');
  lexer.takeMark(marks.charAt(1));
  const second = lexer.takeNumber('a number');
  lexer.takeMark(marks.charAt(2));
  return [first, second];
}

/** Names with commas or spaces between them, up to the next statement. */
function skipReceivers(lexer: DbcLexer): void {
  for (let token = lexer.peek(); token.text === ',' || isName(token); token = lexer.peek()) lexer.next();
}

const isName = ({ kind, text }: Token): boolean => kind === 'word' && !isKeyword(text);

/** Statements begin with a word that ends in an underscore. */
export const isKeyword = (text: string): boolean => /^(?:[A-Z]+_)+$|^VERSION$/.test(text);
