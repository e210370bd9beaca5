import { quoteAccount, quoteDatabase, quoteDatabaseForWholeGrant } from '../database-names/quote-database.js';
import { tableRights, type DatabaseAccount, type TableRight } from './table-rights.js';

/** Name of a tenant's account on its database server, for example `c12_fleet`. */
export function accountNameOf(tenantId: number, account: DatabaseAccount): string {
  return `c${tenantId}_${account}`;
}

/** Which account gets its rights where. `tables` are those that the database has: a right needs its table. */
export interface GrantRequest {
  readonly tenantId: number;
  readonly database: string;
  readonly account: DatabaseAccount;
  readonly tables: readonly string[];
}

/** Statements that give an account all it may do, for the server's administrator. Throws `InvalidDatabaseName`. */
export function grantStatements(request: GrantRequest): readonly string[] {
  const to = quoteAccount(accountNameOf(request.tenantId, request.account));
  if (request.account === 'migrate') {
    return [`GRANT ALL PRIVILEGES ON ${quoteDatabaseForWholeGrant(request.database)}.* TO ${to}`];
  }
  const database = quoteDatabase(request.database);
  return Object.entries(tableRights)
    .filter(([table]) => request.tables.includes(table))
    .map(
      ([table, { rights }]) => [table, rights.filter(({ account }) => account === request.account)] as const,
    )
    .filter(([, rights]) => rights.length > 0)
    .map(
      ([table, rights]) =>
        `GRANT ${rights.map(privilegeText).join(', ')} ON ${database}.\`${table}\` TO ${to}`,
    );
}

function privilegeText({ privilege, columns }: TableRight): string {
  return columns ? `${privilege} (${columns.map((column) => `\`${column}\``).join(', ')})` : privilege;
}
