import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { eventTypes } from '../event-types.js';
import { contractComments } from './contract-comments.js';

export interface JsonSchema {
  description?: string;
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  [keyword: string]: unknown;
}

const numberOrNull = { type: ['number', 'null'] };

/** Where a rule of our own has no JSON Schema the library could know. */
const ownRules = {
  isUtcTime: { type: 'string', format: 'date-time', pattern: 'Z$' },
  isNumberOrText: { type: ['number', 'string'] },
  isNumbersOrNulls: { type: 'array', items: numberOrNull },
  isFlags: { type: 'object', additionalProperties: { type: 'boolean' } },
  isCounts: { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } },
};

/** The schema of every contract by its name. Unknown fields are allowed: a reader takes what it knows. */
export function jsonSchemas(refPointerPrefix: string): Record<string, JsonSchema> {
  void eventTypes;
  const schemas = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix,
    additionalConverters: ownRules as never,
  }) as Record<string, JsonSchema>;
  const comments = contractComments();
  const names = Object.keys(schemas).toSorted();
  return Object.fromEntries(names.map((name) => [name, described(schemas[name] ?? {}, comments.get(name))]));
}

type Comments = ReturnType<typeof contractComments> extends ReadonlyMap<string, infer Value> ? Value : never;

function described(schema: JsonSchema, comments: Comments | undefined): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const description = comments?.fields.get(name);
    return [name, description === undefined ? property : { description, ...property }];
  });
  return { description: comments?.summary, ...schema, properties: Object.fromEntries(properties) };
}
