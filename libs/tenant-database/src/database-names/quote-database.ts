import { InvalidDatabaseName } from './database-names.errors.js';

const tenantDatabasePattern = /^client_[0-9]+_[a-z]+$/;
const accountPattern = /^c[0-9]+_[a-z_]+$/;

/** MariaDB and MySQL both stop at 64 characters for a database and at 32 (MySQL) for an account. */
const longestDatabaseName = 64;
const longestAccountName = 32;

/** The only place where a database name becomes SQL text. Throws {@link InvalidDatabaseName}. */
export function quoteDatabase(name: string): string {
  if (name.length > longestDatabaseName || !tenantDatabasePattern.test(name)) throw new InvalidDatabaseName();
  return `\`${name}\``;
}

/** As {@link quoteDatabase} for `GRANT ... ON db.*`, where `_` would match any character. Not for grants on one table. */
export function quoteDatabaseForWholeGrant(name: string): string {
  return quoteDatabase(name).replaceAll('_', '\\_');
}

/** A tenant's database account, `c<id>_<service>`, at any host. Throws {@link InvalidDatabaseName}. */
export function quoteAccount(name: string): string {
  if (name.length > longestAccountName || !accountPattern.test(name)) throw new InvalidDatabaseName();
  return `'${name}'@'%'`;
}
