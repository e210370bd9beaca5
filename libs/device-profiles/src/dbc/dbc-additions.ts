import { DbcInvalid } from './dbc-invalid.errors.js';
import { unexpected, type DbcLexer } from './dbc-lexer.js';

/** `SIG_VALTYPE_ id signal : type`: 0 integer, 1 float, 2 double. */
export interface TypeStatement {
  readonly line: number;
  readonly type: number;
}

/** `SG_MUL_VAL_ id signal selector 0-3, 5-5`. */
export interface SelectorStatement {
  readonly line: number;
  readonly selector: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** What a file says of signals after the messages, by `id/name`. */
export interface DbcAdditions {
  readonly words: Map<string, ReadonlyMap<number, string>>;
  readonly types: Map<string, TypeStatement>;
  readonly selectors: Map<string, SelectorStatement>;
}

export const signalKey = (writtenId: number, signal: string): string => `${writtenId}/${signal}`;

/** `VAL_ id signal 0 "off" 1 "on" ;`; the words of an environment variable are skipped. */
export function wordsStatement(lexer: DbcLexer, { words }: DbcAdditions): void {
  const key = lexer.peek().kind === 'number' ? takeKey(lexer) : undefined;
  if (key === undefined) lexer.next();
  const found = new Map<number, string>();
  while (!lexer.skipMark(';')) {
    const value = lexer.takeNumber("a value or ';'");
    found.set(value, lexer.take('string', 'a word').text);
  }
  if (key !== undefined) words.set(key, found);
}

export function typeStatement(lexer: DbcLexer, { types }: DbcAdditions): void {
  const { line } = lexer.peek();
  const key = takeKey(lexer);
  lexer.skipMark(':');
  const type = lexer.takeWhole('a value type');
  lexer.takeMark(';');
  if (type < 0 || type > 2) throw new DbcInvalid(line, 'the value type must be 0, 1 or 2');
  types.set(key, { line, type });
}

export function selectorStatement(lexer: DbcLexer, { selectors }: DbcAdditions): void {
  const { line } = lexer.peek();
  const key = takeKey(lexer);
  const selector = lexer.take('word', 'the selecting signal').text;
  const ranges: [number, number][] = [];
  do ranges.push(range(lexer));
  while (lexer.skipMark(','));
  lexer.takeMark(';');
  selectors.set(key, { line, selector, ranges });
}

const takeKey = (lexer: DbcLexer): string =>
  signalKey(lexer.takeWhole('a message id'), lexer.take('word', 'a signal name').text);

/** `0-3`: the minus is read as the sign of the second number where no space is between them. */
function range(lexer: DbcLexer): [number, number] {
  const first = lexer.takeWhole('the first value of a range');
  const dashed = lexer.skipMark('-');
  const token = lexer.peek();
  const written = lexer.takeWhole('the last value of a range');
  if (!dashed && !token.text.startsWith('-')) throw unexpected(token, "'-'");
  const last = Math.abs(written);
  if (first < 0 || last < first) throw new DbcInvalid(token.line, 'the range ends before it begins');
  return [first, last];
}
