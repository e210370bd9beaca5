import type { ThingSetObject, ThingSetValue } from './libre-solar-objects.js';

export type TextModeVersion = '0.5' | '0.6';

const words: Readonly<Record<string, string>> = {
  '85': 'Content',
  A0: 'Bad Request',
  A3: 'Forbidden',
  A4: 'Not Found',
  A5: 'Method Not Allowed',
};

/** A read-only node of ThingSet's text mode: answers one request line with one line, without its end. */
export function answerLine(line: string, tree: ThingSetObject, version: TextModeVersion): string {
  const request = /^\?(?<path>[^\s]*)(?:\s+(?<body>.+))?$/.exec(line.trim());
  if (!request) return status(/^[=+\-!@]/.test(line) ? 'A3' : 'A0', version);
  const path = request.groups?.['path'] ?? '';
  const names = path.split('/').filter(Boolean);
  const found = find(tree, names);
  if (found === undefined) return status('A4', version);
  return content(select(found, request.groups?.['body'], path.endsWith('/')), version);
}

function find(tree: ThingSetObject, names: readonly string[]): ThingSetValue | undefined {
  return names.reduce<ThingSetValue | undefined>(
    (value, name) => (isGroup(value) ? value[name] : undefined),
    tree,
  );
}

export function isGroup(value: ThingSetValue | undefined): value is ThingSetObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names for discovery, several values in the order asked for, or the value itself with its sub-groups as null. */
export function select(value: ThingSetValue, body: string | undefined, trailingSlash: boolean): unknown {
  if (!isGroup(value)) return value;
  if (trailingSlash || body === 'null') return Object.keys(value);
  if (body === undefined) return shallow(value);
  const wanted = parseNames(body);
  return wanted ? wanted.map((name) => value[name] ?? null) : undefined;
}

function parseNames(body: string): readonly string[] | undefined {
  try {
    const names: unknown = JSON.parse(body);
    return Array.isArray(names) ? names.map(String) : undefined;
  } catch {
    return undefined;
  }
}

/** A sub-group inside a group is sent as null and asked for separately. */
export const shallow = (group: ThingSetObject): ThingSetObject =>
  Object.fromEntries(Object.entries(group).map(([name, value]) => [name, isGroup(value) ? null : value]));

function content(value: unknown, version: TextModeVersion): string {
  return value === undefined ? status('A0', version) : `${status('85', version)} ${JSON.stringify(value)}`;
}

const status = (code: string, version: TextModeVersion): string =>
  version === '0.5' ? `:${code} ${words[code] ?? ''}.` : `:${code}`;
