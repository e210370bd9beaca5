import type { OpenApiDocument } from './openapi-document.js';

export interface NamedDocument {
  readonly owner: string;
  readonly document: OpenApiDocument;
}

type Components = Record<string, Record<string, unknown>>;

/**
 * One document of all owners' public operations. Where two owners call different things by one name, the later one's
 * takes its owner's name before it, in all its references too.
 */
export function mergeDocuments(own: OpenApiDocument, documents: readonly NamedDocument[]): OpenApiDocument {
  const components: Components = structuredClone((own.components ?? {}) as Components);
  const paths: Record<string, Record<string, unknown>> = { ...publicPaths(own) };
  for (const { owner, document } of documents) {
    const renamed = withoutClashes(document, owner, components);
    for (const [path, item] of Object.entries(publicPaths(renamed)))
      paths[path] = { ...paths[path], ...item };
    addComponents(components, renamed);
  }
  return { ...own, info: { title: 'TrackingBMS', version: own.info.version }, paths, components };
}

const publicPaths = (document: OpenApiDocument): Record<string, Record<string, unknown>> =>
  Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith('/v1/')));

function addComponents(into: Components, document: OpenApiDocument): void {
  for (const [kind, named] of Object.entries(document.components ?? {}))
    into[kind] = { ...into[kind], ...named };
}

function withoutClashes(document: OpenApiDocument, owner: string, taken: Components): OpenApiDocument {
  const schemas = document.components?.['schemas'] ?? {};
  const clashing = Object.keys(schemas).filter((name) => differs(taken['schemas']?.[name], schemas[name]));
  if (clashing.length === 0) return document;
  const prefix = owner.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  let text = JSON.stringify(document);
  for (const name of clashing) {
    text = text.replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${prefix}${name}"`);
  }
  const renamed = JSON.parse(text) as OpenApiDocument;
  const own = Object.fromEntries(
    Object.entries(renamed.components?.['schemas'] ?? {}).map(([name, schema]) => [
      clashing.includes(name) ? `${prefix}${name}` : name,
      schema,
    ]),
  );
  return { ...renamed, components: { ...renamed.components, schemas: own } };
}

const differs = (known: unknown, other: unknown): boolean =>
  known !== undefined && JSON.stringify(known) !== JSON.stringify(other);
