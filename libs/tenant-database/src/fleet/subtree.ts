import type { SqlPredicate } from '../access-scope/scope-predicate.js';

/** `column` is the id of a location or of something inside it; nothing where none is asked for. */
export function inSubtree(column: string, locationId: number | undefined): readonly SqlPredicate[] {
  if (locationId === undefined) return [];
  return [
    {
      sql: `${column} IN (SELECT inside.id FROM locations inside WHERE inside.path LIKE ?)`,
      parameters: [`%/${locationId}/%`],
    },
  ];
}
