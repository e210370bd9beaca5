import type { DeviceCredentialDetails } from '@trackingbms/batteries';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import type { SqlRow } from './column-map.js';
import {
  deviceCredentialColumns,
  deviceCredentialSelectList,
  deviceCredentialValues,
  rowToDeviceCredential,
  type DeviceCredentialRow,
  type KnownDeviceCredential,
} from './device-credential-row.js';
import { ProjectionRows } from './projection-rows.js';

/**
 * Reads and writes `device_credentials`, the projection of the credentials' streams. Whoever asks has found the battery
 * inside the caller's scope before.
 */
export class DeviceCredentialStore {
  readonly #rows: ProjectionRows;

  constructor(private readonly tx: TenantTransaction) {
    this.#rows = new ProjectionRows(tx, 'device_credentials');
  }

  /** The newest first, at most `limit`. */
  async ofBattery(batteryId: number, limit: number): Promise<DeviceCredentialRow[]> {
    return this.#find('c.battery_id = ? ORDER BY c.id DESC LIMIT ?', [batteryId, limit]);
  }

  /** Those of a battery that open something. */
  async live(batteryId: number): Promise<DeviceCredentialRow[]> {
    return this.#find('c.battery_id = ? AND NOT c.is_revoked ORDER BY c.id', [batteryId]);
  }

  /** Null when the battery has no such credential. */
  async find(batteryId: number, deviceCredentialId: number): Promise<DeviceCredentialRow | null> {
    const [row] = await this.#find('c.battery_id = ? AND c.id = ?', [batteryId, deviceCredentialId]);
    return row ?? null;
  }

  /** Answers the new credential's id, which its first event needs. */
  insert(details: DeviceCredentialDetails, at: number): Promise<number> {
    const values = deviceCredentialValues(details, false);
    return this.#rows.insert({ columns: deviceCredentialColumns, values }, at);
  }

  /** Makes the row what the stream says. */
  save(
    { deviceCredentialId, details, isRevoked }: KnownDeviceCredential,
    stamp: { version: number; updatedAt: number },
  ): Promise<void> {
    const values = deviceCredentialValues(details, isRevoked);
    return this.#rows.update(deviceCredentialId, { columns: deviceCredentialColumns, values }, stamp);
  }

  async #find(where: string, parameters: readonly number[]): Promise<DeviceCredentialRow[]> {
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${deviceCredentialSelectList} FROM device_credentials c WHERE ${where}`,
      [...parameters],
    );
    return rows.map(rowToDeviceCredential);
  }
}
