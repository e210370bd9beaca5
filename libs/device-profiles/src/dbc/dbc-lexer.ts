import { DbcInvalid } from './dbc-invalid.errors.js';

export type TokenKind = 'word' | 'number' | 'string' | 'mark' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** A string comes without its quotes. */
  readonly text: string;
  readonly line: number;
}

const space = /(?:\s+|\/\/[^\n]*)+/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const longestQuoted = 40;

/** The tokens of a DBC text one after the other, with one token of foresight. */
export class DbcLexer {
  private at = 0;
  private line = 1;
  private nextFeed: number;
  private ahead: Token | undefined;

  constructor(private readonly text: string) {
    this.nextFeed = text.indexOf('\n');
  }

  peek(): Token {
    this.ahead ??= this.scan();
    return this.ahead;
  }

  next(): Token {
    const token = this.peek();
    this.ahead = undefined;
    return token;
  }

  take(kind: TokenKind, what: string): Token {
    const token = this.next();
    if (token.kind !== kind) throw unexpected(token, what);
    return token;
  }

  takeMark(mark: string): void {
    const token = this.next();
    if (token.kind !== 'mark' || token.text !== mark) throw unexpected(token, `'${mark}'`);
  }

  takeNumber(what: string): number {
    const token = this.take('number', what);
    const value = Number(token.text);
    if (!Number.isFinite(value)) throw new DbcInvalid(token.line, `${what} is out of range`);
    return value;
  }

  takeWhole(what: string): number {
    const { line } = this.peek();
    const value = this.takeNumber(what);
    if (!Number.isSafeInteger(value)) throw new DbcInvalid(line, `${what} is no whole number`);
    return value;
  }

  /** Takes the mark if it is next. */
  skipMark(mark: string): boolean {
    const token = this.peek();
    if (token.kind !== 'mark' || token.text !== mark) return false;
    this.next();
    return true;
  }

  private scan(): Token {
    this.advance(this.match(space)?.length ?? 0);
    const { line } = this;
    if (this.at >= this.text.length) return { kind: 'end', text: '', line };
    if (this.text[this.at] === '"') return { kind: 'string', text: this.scanString(), line };
    const [kind, text] = this.scanPlain();
    this.advance(text.length);
    return { kind, text, line };
  }

  private scanPlain(): [TokenKind, string] {
    const name = this.match(word);
    if (name !== undefined) return ['word', name];
    const digits = this.match(number);
    return digits !== undefined ? ['number', digits] : ['mark', this.text.charAt(this.at)];
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  /** A quote behind a backslash belongs to the string. */
  private scanString(): string {
    let end = this.text.indexOf('"', this.at + 1);
    while (end > 0 && this.text[end - 1] === '\\') end = this.text.indexOf('"', end + 1);
    if (end < 0) throw new DbcInvalid(this.line, 'a string is never closed');
    const inside = this.text.slice(this.at + 1, end);
    this.advance(end + 1 - this.at);
    return inside.replaceAll('\\"', '"');
  }

  private advance(count: number): void {
    this.at += count;
    while (this.nextFeed >= 0 && this.nextFeed < this.at) {
      this.line += 1;
      this.nextFeed = this.text.indexOf('\n', this.nextFeed + 1);
    }
  }
}

export function unexpected({ kind, text, line }: Token, wanted: string): DbcInvalid {
  const found = kind === 'end' ? 'the end of the file' : `'${text.slice(0, longestQuoted)}'`;
  return new DbcInvalid(line, `${wanted} expected, found ${found}`);
}
