import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

export interface DatabaseServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

const rowsPerStatement = 500;
const generated = new Set(['id']);

type Row = readonly unknown[];

/**
 * Rows a second of nothing but multi-row INSERTs of the same rows into a copy of the same table, over `connections`
 * connections: what the machine can do at best, measured in the same run.
 */
export async function plainInsertRate(
  server: DatabaseServer,
  database: string,
  connections: number,
): Promise<number> {
  const open = await Promise.all(Array.from({ length: connections }, () => connect(server, database)));
  try {
    const [first] = open;
    if (!first) return 0;
    await first.query('DROP TABLE IF EXISTS plain_insert');
    await first.query('CREATE TABLE plain_insert LIKE bms_data');
    const { columns, statements } = await storedRows(first);
    const sql = `INSERT INTO plain_insert (${columns.map((column) => `\`${column}\``).join(', ')}) VALUES ?`;
    const begun = process.hrtime.bigint();
    await Promise.all(
      open.map((connection, index) =>
        insertShare({ connection, sql }, statements, { index, of: open.length }),
      ),
    );
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    await first.query('DROP TABLE plain_insert');
    return statements.reduce((sum, rows) => sum + rows.length, 0) / seconds;
  } finally {
    await Promise.all(open.map((connection) => connection.end()));
  }
}

const connect = ({ host, port, user, password }: DatabaseServer, database: string): Promise<Connection> =>
  createConnection({ host, port, user, password, database, timezone: 'Z', dateStrings: true });

/** The rows that the intake stored last, back as statements to insert, in the order in which they arrived: at most 100,000. */
async function storedRows(connection: Connection): Promise<{ columns: string[]; statements: Row[][] }> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT * FROM bms_data ORDER BY timestamp DESC, battery_id DESC LIMIT 100000',
  );
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !generated.has(column));
  const values = rows.reverse().map((row) => columns.map((column) => asParameter(row[column])));
  const statements: Row[][] = [];
  for (let first = 0; first < values.length; first += rowsPerStatement)
    statements.push(values.slice(first, first + rowsPerStatement));
  return { columns, statements };
}

/** JSON columns come back parsed, and go in as text. */
const asParameter = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

async function insertShare(
  { connection, sql }: { connection: Connection; sql: string },
  statements: readonly Row[][],
  share: { readonly index: number; readonly of: number },
): Promise<void> {
  for (let number = share.index; number < statements.length; number += share.of)
    await connection.query(sql, [statements[number]]);
}
