import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface GoldenSample {
  /** File name, for example `alert-raised.v1`. */
  readonly name: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: unknown;
}

const source = fileURLToPath(new URL('../../src', import.meta.url));

/** One record of each event as it was when its version was released. The files are never edited: add a version instead. */
export function goldenSamples(): readonly GoldenSample[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('__samples__') && path.endsWith('.json'))
    .toSorted()
    .map((path) => {
      const { key, headers, value } = JSON.parse(readFileSync(join(source, path), 'utf8')) as GoldenSample;
      return { name: basename(path, '.json'), key, headers, value };
    });
}
