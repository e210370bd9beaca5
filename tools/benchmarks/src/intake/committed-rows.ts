import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { DatabaseServer } from './plain-insert.js';

/** How far the tenants' own checkpoints have come: rows that are committed, whatever the processor says. */
export class CommittedRows {
  private constructor(
    private readonly connection: Connection,
    private readonly databases: readonly string[],
  ) {}

  static async open(
    { host, port, user, password }: DatabaseServer,
    databases: readonly string[],
  ): Promise<CommittedRows> {
    return new CommittedRows(await createConnection({ host, port, user, password }), databases);
  }

  /** Sum of the next offsets of all partitions of all tenants. */
  async position(): Promise<number> {
    let sum = 0;
    for (const database of this.databases) {
      const [[row]] = await this.connection.query<RowDataPacket[]>(
        'SELECT COALESCE(SUM(next_offset), 0) AS position FROM ??.stream_checkpoint',
        [database],
      );
      sum += Number(row?.['position']);
    }
    return sum;
  }

  async stored(): Promise<number> {
    let sum = 0;
    for (const database of this.databases) {
      const [[row]] = await this.connection.query<RowDataPacket[]>(
        'SELECT COUNT(*) AS stored FROM ??.bms_data',
        [database],
      );
      sum += Number(row?.['stored']);
    }
    return sum;
  }

  close(): Promise<void> {
    return this.connection.end();
  }
}
