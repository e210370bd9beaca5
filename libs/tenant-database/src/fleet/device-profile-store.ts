import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import type { SqlRow } from './column-map.js';
import {
  deviceProfileColumns,
  deviceProfileListSelect,
  deviceProfileSelectList,
  deviceProfileValues,
  rowToDeviceProfile,
  rowToListedProfile,
  type DeviceProfileListRow,
  type DeviceProfileRow,
  type KnownDeviceProfile,
} from './device-profile-row.js';
import { ProjectionRows } from './projection-rows.js';

/** Reads and writes `device_profiles`, the projection of the streams of a client's own profiles. */
export class DeviceProfileStore {
  readonly #rows: ProjectionRows;

  constructor(private readonly tx: TenantTransaction) {
    this.#rows = new ProjectionRows(tx, 'device_profiles');
  }

  /** At most `limit` profiles after an id, in the order of ids. */
  async after(deviceProfileId: number, limit: number): Promise<DeviceProfileListRow[]> {
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${deviceProfileListSelect} FROM device_profiles p WHERE p.id > ? ORDER BY p.id LIMIT ?`,
      [deviceProfileId, limit],
    );
    return rows.map(rowToListedProfile);
  }

  find(deviceProfileId: number): Promise<DeviceProfileRow | null> {
    return this.#one(deviceProfileId, '');
  }

  /** Locks the profile until the transaction ends; null when there is none. */
  lock(deviceProfileId: number): Promise<DeviceProfileRow | null> {
    return this.#one(deviceProfileId, 'FOR UPDATE');
  }

  /** Highest version there ever was of a name, 0 for none, and how many profiles of any name are in use. */
  async beside(profile: string): Promise<{ highestVersion: number; activeCount: number }> {
    const [row]: { highest: number | null; active: number }[] = await this.tx.manager.query(
      `SELECT (SELECT MAX(profile_version) FROM device_profiles WHERE profile = ?) AS highest,
              (SELECT COUNT(*) FROM device_profiles WHERE is_active) AS active`,
      [profile],
    );
    return { highestVersion: Number(row?.highest ?? 0), activeCount: Number(row?.active ?? 0) };
  }

  /** Answers the new profile's id, which its first event needs. Rejects with `FleetValueTaken`. */
  insert(details: KnownDeviceProfile['details'], at: number): Promise<number> {
    const values = deviceProfileValues({ deviceProfileId: 0, details, isActive: true });
    return this.#rows.insert({ columns: deviceProfileColumns, values }, at);
  }

  /** Makes the row what the stream says. */
  save(profile: KnownDeviceProfile, stamp: { version: number; updatedAt: number }): Promise<void> {
    const values = deviceProfileValues(profile);
    return this.#rows.update(profile.deviceProfileId, { columns: deviceProfileColumns, values }, stamp);
  }

  async #one(deviceProfileId: number, locking: '' | 'FOR UPDATE'): Promise<DeviceProfileRow | null> {
    const [row]: SqlRow[] = await this.tx.manager.query(
      `SELECT ${deviceProfileSelectList} FROM device_profiles p WHERE p.id = ? ${locking}`,
      [deviceProfileId],
    );
    return row === undefined ? null : rowToDeviceProfile(row);
  }
}
