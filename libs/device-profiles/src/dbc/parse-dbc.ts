import { selectorStatement, typeStatement, wordsStatement, type DbcAdditions } from './dbc-additions.js';
import type { DbcDatabase } from './dbc-database.js';
import { DbcInvalid } from './dbc-invalid.errors.js';
import { DbcLexer, unexpected, type Token } from './dbc-lexer.js';
import { isKeyword, messageStatement, signalStatement, type MessageStatement } from './dbc-statements.js';
import { messageOf } from './dbc-message.js';

const longestText = 8 * 1024 * 1024;
const mostSignals = 100_000;
/** Vector tools keep signals without a message in a message of this id. */
const idOfLooseSignals = 0xc000_0000;

/**
 * The messages and signals of a DBC text. What does not concern decoding (nodes, comments, attributes ...) is skipped.
 * Throws `DbcInvalid` with the line for the first thing that is wrong.
 */
export function parseDbc(text: string): DbcDatabase {
  if (text.length > longestText) throw new DbcInvalid(1, `is longer than ${longestText} characters`);
  const { messages, additions } = new DbcReader(new DbcLexer(text)).read();
  const real = messages.filter(({ writtenId }) => writtenId !== idOfLooseSignals);
  refuseRepeatedIds(real);
  return { messages: real.map((message) => messageOf(message, additions)) };
}

function refuseRepeatedIds(messages: readonly MessageStatement[]): void {
  const seen = new Set<number>();
  for (const { writtenId, line } of messages) {
    if (seen.has(writtenId)) throw new DbcInvalid(line, `message id ${writtenId} is there twice`);
    seen.add(writtenId);
  }
}

class DbcReader {
  readonly messages: MessageStatement[] = [];
  readonly additions: DbcAdditions = { words: new Map(), types: new Map(), selectors: new Map() };
  private signalCount = 0;

  constructor(private readonly lexer: DbcLexer) {}

  read(): this {
    for (let token = this.lexer.next(); token.kind !== 'end'; token = this.lexer.next())
      this.statement(token);
    return this;
  }

  private statement(keyword: Token): void {
    if (keyword.kind !== 'word' || !isKeyword(keyword.text)) throw unexpected(keyword, 'a statement');
    switch (keyword.text) {
      case 'BO_':
        this.messages.push(messageStatement(this.lexer));
        return;
      case 'SG_':
        this.signal(keyword);
        return;
      case 'VAL_':
        wordsStatement(this.lexer, this.additions);
        return;
      case 'SIG_VALTYPE_':
        typeStatement(this.lexer, this.additions);
        return;
      case 'SG_MUL_VAL_':
        selectorStatement(this.lexer, this.additions);
        return;
      default:
        this.skip(keyword);
    }
  }

  private signal({ line }: Token): void {
    const message = this.messages.at(-1);
    if (!message) throw new DbcInvalid(line, 'a signal outside a message');
    this.signalCount += 1;
    if (this.signalCount > mostSignals) throw new DbcInvalid(line, `more than ${mostSignals} signals`);
    message.signals.push(signalStatement(this.lexer));
  }

  private skip(keyword: Token): void {
    if (keyword.text === 'NS_') this.skipNewSymbols();
    else if (keyword.text === 'VERSION') this.lexer.take('string', 'a version');
    else if (keyword.text === 'BS_' || keyword.text === 'BU_') this.skipToKeyword();
    else this.skipToSemicolon(keyword);
  }

  /** A list of keywords; the first that is followed by something else than a keyword begins a statement. */
  private skipNewSymbols(): void {
    this.lexer.takeMark(':');
    while (this.lexer.peek().kind === 'word') {
      const token = this.lexer.next();
      const { kind } = this.lexer.peek();
      if (kind === 'word' || kind === 'end') continue;
      this.statement(token);
      return;
    }
  }

  private skipToKeyword(): void {
    for (let token = this.lexer.peek(); token.kind !== 'end'; token = this.lexer.peek()) {
      if (token.kind === 'word' && isKeyword(token.text)) return;
      this.lexer.next();
    }
  }

  private skipToSemicolon({ text, line }: Token): void {
    for (
      let token = this.lexer.next();
      token.text !== ';' || token.kind === 'string';
      token = this.lexer.next()
    ) {
      if (token.kind === 'end') throw new DbcInvalid(line, `${text} is never ended by ';'`);
    }
  }
}
