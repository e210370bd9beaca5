import type { DatabaseServer } from '../database-servers/database-server.js';

/** The server with the fewest clients, the first of the list among equals. */
export function placeClient(servers: readonly DatabaseServer[], counts: ReadonlyMap<string, number>): string {
  const [emptiest] = [...servers].sort(
    (one, other) => (counts.get(one.name) ?? 0) - (counts.get(other.name) ?? 0),
  );
  if (!emptiest) throw new Error('There is no database server.');
  return emptiest.name;
}
