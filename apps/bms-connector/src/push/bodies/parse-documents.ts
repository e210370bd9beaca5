import { bodyEmpty, notJson, tooManyDocuments } from './body.errors.js';

/** How documents are written in a body: one JSON value, an array being several, or one JSON value a line. */
export type DocumentForm = 'json' | 'ndjson';

/**
 * The documents of a body in their order, all or none.
 * @throws ProblemError 400 with the line of what is no JSON in UTF-8, 413 for more than `most`.
 */
export function parseDocuments(body: Buffer, form: DocumentForm, most: number): unknown[] {
  const documents = form === 'json' ? documentsOfValue(body) : documentsOfLines(body, most);
  if (documents.length === 0) throw bodyEmpty();
  if (documents.length > most) throw tooManyDocuments(most);
  return documents;
}

function documentsOfValue(body: Buffer): unknown[] {
  const value = parse(body);
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A newline is never a part of a longer character, so each line can be read alone. */
function documentsOfLines(body: Buffer, most: number): unknown[] {
  const documents: unknown[] = [];
  let line = 1;
  for (let start = 0; start < body.length; line += 1) {
    const newline = body.indexOf(0x0a, start);
    const end = newline < 0 ? body.length : newline;
    const document = parse(body.subarray(start, end), line);
    start = end + 1;
    if (document === undefined) continue;
    if (documents.length === most) throw tooManyDocuments(most);
    documents.push(document);
  }
  return documents;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Undefined for nothing but blanks. The parser's own words are not passed on: they quote what was sent. */
function parse(bytes: Buffer, line?: number): unknown {
  try {
    const text = utf8.decode(bytes);
    return text.trim() === '' ? undefined : JSON.parse(text);
  } catch {
    throw notJson(line);
  }
}
