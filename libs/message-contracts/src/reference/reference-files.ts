import { readFileSync } from 'node:fs';
import { asyncApi } from './async-api.js';
import { eventsPage } from './events-page.js';
import { jsonSchemas } from './json-schemas.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const json = (document: object): string => `${JSON.stringify(document, undefined, 2)}\n`;

/** Where the generated files are kept: `docs/reference` of the workspace. */
export const referenceFolder = new URL('../../../../docs/reference/', import.meta.url);

/** The generated documents by file name. */
export const referenceFiles = (): ReadonlyMap<string, string> =>
  new Map([
    [
      'events.schema.json',
      json({ $schema: 'https://json-schema.org/draft/2020-12/schema', $defs: jsonSchemas('#/$defs/') }),
    ],
    ['asyncapi.json', json(asyncApi(version))],
    ['events.md', eventsPage()],
  ]);
