import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ContractComments {
  /** Of the class itself. */
  readonly summary: string;
  /** By the name of the field: unit, range, meaning. */
  readonly fields: ReadonlyMap<string, string>;
}

const source = fileURLToPath(new URL('../../src', import.meta.url));
const comment = String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s*`;
const decorators = String.raw`(?:@\w+\((?:[^()]|\([^()]*\))*\)\s*)+`;
const classPattern = new RegExp(`(?:${comment})?export class (\\w+) \\{([\\s\\S]*?)\\n\\}`, 'g');
const fieldPattern = new RegExp(`${comment}${decorators}(\\w+)[!?]:`, 'g');

const plain = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*\*\s*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What the sources say about each contract: units live in one place, and the reference repeats them. */
export function contractComments(): ReadonlyMap<string, ContractComments> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.v1.ts'),
  );
  return new Map(files.flatMap((path) => inSource(readFileSync(join(source, path), 'utf8'))));
}

function inSource(text: string): [string, ContractComments][] {
  return [...text.matchAll(classPattern)].map(([, summary = '', name = '', body = '']) => {
    const fields = [...body.matchAll(fieldPattern)].map(([, about = '', field = '']): [string, string] => [
      field,
      plain(about),
    ]);
    return [name, { summary: plain(summary), fields: new Map(fields) }];
  });
}
