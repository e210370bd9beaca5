import {
  accountNameOf,
  databaseAccounts,
  quoteAccount,
  quoteDatabase,
  tableRights,
} from '@trackingbms/tenant-database';
import type { DatabaseAccount } from '@trackingbms/tenant-database';
import type { ServerConnections } from '../database-servers/server-connections.js';
import type { DatabasePlace } from './tenant-sessions.js';

interface GrantedRight {
  readonly table: string;
  readonly privilege: string;
  /** Null for a right on the whole table. */
  readonly column: string | null;
}

const grantedRights = `SELECT TABLE_NAME AS \`table\`, PRIVILEGE_TYPE AS privilege, NULL AS \`column\`
  FROM information_schema.TABLE_PRIVILEGES WHERE TABLE_SCHEMA = ? AND GRANTEE = ? AND PRIVILEGE_TYPE <> 'USAGE'
  UNION ALL SELECT TABLE_NAME, PRIVILEGE_TYPE, COLUMN_NAME
  FROM information_schema.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA = ? AND GRANTEE = ?`;

/** Takes away what an account may still do and, by the table of rights, may no longer. Nothing else is touched meanwhile. */
export async function withdrawRights(servers: ServerConnections, place: DatabasePlace): Promise<void> {
  const { tenantId, databaseServer, databaseName } = place;
  for (const account of databaseAccounts.filter((known) => known !== 'migrate')) {
    const grantee = quoteAccount(accountNameOf(tenantId, account));
    const values = [databaseName, grantee, databaseName, grantee];
    const granted = await servers.run<GrantedRight>(databaseServer, grantedRights, values);
    for (const right of granted.filter((known) => !isWanted(account, known))) {
      const { sql, names } = revocationOf(right);
      await servers.run(
        databaseServer,
        `REVOKE ${sql} ON ${quoteDatabase(databaseName)}.?? FROM ${grantee}`,
        names,
      );
    }
  }
}

function isWanted(account: DatabaseAccount, { table, privilege, column }: GrantedRight): boolean {
  const rights = Object.hasOwn(tableRights, table) ? (tableRights[table]?.rights ?? []) : [];
  return rights.some(
    (right) =>
      right.account === account &&
      right.privilege === privilege &&
      (column === null ? right.columns === undefined : right.columns?.includes(column)),
  );
}

/** Names of privileges are the server's own, letters and spaces; anything else must not become SQL. */
const privilegeName = /^[A-Z ]{3,40}$/;

function revocationOf({ table, privilege, column }: GrantedRight): { sql: string; names: string[] } {
  if (!privilegeName.test(privilege)) throw new Error('The server names a privilege in an unexpected way.');
  return column === null
    ? { sql: privilege, names: [table] }
    : { sql: `${privilege} (??)`, names: [column, table] };
}
