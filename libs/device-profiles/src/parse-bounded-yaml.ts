import { Lexer, Parser, parseDocument, type YAMLParseError } from 'yaml';

/** Lexemes and escapes: far more than any profile has; a DBC inside is one. */
const mostParts = 20_000;
/** Levels of maps and lists inside each other; a profile needs 8. */
const deepest = 32;

/**
 * The value that a YAML text stands for. Throws for what is no YAML, and for a text that would take the memory or the
 * time of everybody else: a parser calls itself for each level, and compares each key of a map with all the others.
 */
export function parseBoundedYaml(text: string): unknown {
  refuseExcess(text);
  // A frame of the text around each error would cost the length of the text for each.
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new SyntaxError(`line ${lineOf(text, error)}: ${error.message}`);
  return document.toJS({ maxAliasCount: 0 });
}

const lineOf = (text: string, { pos: [at] }: YAMLParseError): number => text.slice(0, at).split('\n').length;

/** Reads the text as the parser would, but without calling itself: this step is bounded by the length alone. */
function refuseExcess(text: string): void {
  const parser = new Parser();
  // Each escape can be an error of its own.
  let parts = text.split('\\').length;
  for (const lexeme of new Lexer().lex(text)) {
    parts += 1;
    if (parts > mostParts) throw new RangeError(`it has more than ${mostParts} parts`);
    Array.from(parser.next(lexeme));
    // A map and its pair are two entries of the stack.
    if (parser.stack.length > 2 * deepest) throw new RangeError(`it is nested deeper than ${deepest} levels`);
  }
}
