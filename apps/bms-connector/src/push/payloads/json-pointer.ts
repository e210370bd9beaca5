/** Finds a member of a JSON document; undefined where there is none. */
export type FindMember = (document: unknown) => unknown;

const arrayIndex = /^(?:0|[1-9]\d{0,6})$/;

/** What an RFC 6901 pointer, checked to be one, leads to. Only own members count: a document names nothing of ours. */
export function memberAt(pointer: string): FindMember {
  const tokens = pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  return (document) => {
    let value = document;
    for (const token of tokens) {
      value = childOf(value, token);
      if (value === undefined) return undefined;
    }
    return value;
  };
}

function childOf(value: unknown, token: string): unknown {
  if (Array.isArray(value)) return arrayIndex.test(token) ? (value as unknown[])[Number(token)] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
  return (value as Record<string, unknown>)[token];
}
