import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { DatabaseServer } from './tenant-rows.js';

/** Takes one tenant's database away from a service, or gives it back, as a broken server would: nothing else changes. */
export async function setAccess(server: DatabaseServer, account: string, allowed: boolean): Promise<void> {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password });
  const [accounts] = await connection.query<RowDataPacket[]>(
    'SELECT User, Host FROM mysql.user WHERE User = ?',
    [account],
  );
  if (accounts.length === 0) throw new Error(`there is no account ${account}`);
  for (const { User, Host } of accounts)
    await connection.query(`ALTER USER ?@? ACCOUNT ${allowed ? 'UNLOCK' : 'LOCK'}`, [User, Host]);
  const [open] = await connection.query<RowDataPacket[]>(
    'SELECT ID FROM information_schema.PROCESSLIST WHERE USER = ?',
    [account],
  );
  if (!allowed)
    for (const { ID } of open) await connection.query('KILL CONNECTION ?', [ID]).catch(() => undefined);
  await connection.end();
}
