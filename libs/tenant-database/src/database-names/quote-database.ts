import { isDatabaseName } from '@trackingbms/tenants';
import { InvalidDatabaseName } from './database-names.errors.js';

const accountPattern = /^c[1-9][0-9]{0,9}_[a-z_]{1,20}$/;

/** The only place where a database name becomes SQL text. Throws {@link InvalidDatabaseName}. */
export function quoteDatabase(name: string): string {
  if (!isDatabaseName(name)) throw new InvalidDatabaseName();
  return `\`${name}\``;
}

/** As {@link quoteDatabase} for `GRANT ... ON db.*`, where `_` would match any character. Not for grants on one table. */
export function quoteDatabaseForWholeGrant(name: string): string {
  return quoteDatabase(name).replaceAll('_', '\\_');
}

/** A tenant's database account, `c<id>_<service>`, at any host. Throws {@link InvalidDatabaseName}. */
export function quoteAccount(name: string): string {
  if (!accountPattern.test(name)) throw new InvalidDatabaseName();
  return `'${name}'@'%'`;
}
