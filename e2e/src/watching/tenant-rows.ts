import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

export interface DatabaseServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** A tenant's tables as its administrator sees them: what is really stored, past every service. */
export class TenantRows {
  private constructor(private readonly connection: Connection) {}

  static async open(server: DatabaseServer, tenantId: number): Promise<TenantRows> {
    const { host, port, user, password } = server;
    const database = `client_${tenantId}_batteries`;
    return new TenantRows(await createConnection({ host, port, user, password, database, timezone: 'Z' }));
  }

  /** `battery/time` of every stored reading of these batteries. */
  async readings(batteryIds: readonly number[]): Promise<string[]> {
    const [rows] = await this.connection.query<RowDataPacket[]>(
      'SELECT battery_id AS battery, CAST(ROUND(UNIX_TIMESTAMP(timestamp) * 1000) AS SIGNED) AS time FROM bms_data WHERE battery_id IN (?)',
      [batteryIds],
    );
    return rows.map(({ battery, time }) => `${battery}/${time}`);
  }

  /** Readings counted by the hourly roll-ups of these batteries. */
  async rolledUp(batteryIds: readonly number[]): Promise<number> {
    const [[row]] = await this.connection.query<RowDataPacket[]>(
      "SELECT COALESCE(SUM(data_points_count), 0) AS points FROM bms_data_history WHERE period_type = 'hourly' AND battery_id IN (?)",
      [batteryIds],
    );
    return Number(row?.['points']);
  }

  close(): Promise<void> {
    return this.connection.end();
  }
}
