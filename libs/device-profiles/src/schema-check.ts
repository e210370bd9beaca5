import { Ajv, type ErrorObject } from 'ajv';
import type { WrongField } from './device-profile-invalid.errors.js';

/** Answers what is wrong with a value, with the path of each wrong field; nothing when it fits. */
export type SchemaCheck = (value: unknown) => readonly WrongField[];

/** A check against a JSON Schema (draft 7). Throws when the schema itself is wrong. */
export function schemaCheck(schema: object): SchemaCheck {
  const ajv = new Ajv({ allErrors: true, strictTypes: false, allowUnionTypes: true });
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).filter(saysSomething).map(wrongField));
}

/** `if` and `propertyNames` only repeat that something inside them is wrong. */
const saysSomething = ({ keyword }: ErrorObject): boolean => keyword !== 'if' && keyword !== 'propertyNames';

function wrongField(error: ErrorObject): WrongField {
  const params = error.params as Readonly<Record<string, unknown>>;
  const name = params['missingProperty'] ?? params['additionalProperty'] ?? error.propertyName;
  const path = name === undefined ? error.instancePath : `${error.instancePath}/${String(name)}`;
  return { path: path === '' ? '/' : path, problem: problemOf(error, params) };
}

function problemOf(error: ErrorObject, params: Readonly<Record<string, unknown>>): string {
  if (error.keyword === 'required') return 'is missing';
  if (error.keyword === 'additionalProperties') return 'is not known here';
  if (error.keyword === 'enum') return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
  return error.message ?? 'is wrong';
}
