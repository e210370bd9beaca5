import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { batterySelectList, rowToBattery, type BatteryRow } from './battery-row.js';
import { batteryTypeSelectList, rowToBatteryType, type BatteryTypeRow } from './battery-type-row.js';
import {
  deviceCredentialSelectList,
  rowToDeviceCredential,
  type DeviceCredentialRow,
} from './device-credential-row.js';
import { deviceProfileSelectList, rowToDeviceProfile, type DeviceProfileRow } from './device-profile-row.js';
import type { SqlRow } from './column-map.js';
import type { FleetStreamType } from './fleet-streams.js';
import { locationSelectList, rowToLocation, type LocationRow } from './location-row.js';
import { rowToSiteConnector, siteConnectorSelectList, type SiteConnectorRow } from './site-connector-row.js';

/** The whole current state of one entity. */
export type FleetEntity =
  | { readonly type: 'battery'; readonly id: number; readonly row: BatteryRow }
  | { readonly type: 'location'; readonly id: number; readonly row: LocationRow }
  | { readonly type: 'battery-type'; readonly id: number; readonly row: BatteryTypeRow }
  | { readonly type: 'device-profile'; readonly id: number; readonly row: DeviceProfileRow }
  | { readonly type: 'device-credential'; readonly id: number; readonly row: DeviceCredentialRow }
  | { readonly type: 'site-connector'; readonly id: number; readonly row: SiteConnectorRow };

interface Source {
  readonly sql: string;
  readonly alias: string;
  toEntity(row: SqlRow): FleetEntity;
}

const sources: Readonly<Record<FleetStreamType, Source>> = {
  battery: {
    sql: `SELECT ${batterySelectList} FROM batteries b`,
    alias: 'b',
    toEntity: (row) => ({ type: 'battery', id: row.id as number, row: rowToBattery(row) }),
  },
  location: {
    sql: `SELECT ${locationSelectList} FROM locations l`,
    alias: 'l',
    toEntity: (row) => ({ type: 'location', id: row.id as number, row: rowToLocation(row) }),
  },
  'battery-type': {
    sql: `SELECT ${batteryTypeSelectList} FROM battery_types t`,
    alias: 't',
    toEntity: (row) => ({ type: 'battery-type', id: row.id as number, row: rowToBatteryType(row) }),
  },
  'device-profile': {
    sql: `SELECT ${deviceProfileSelectList} FROM device_profiles p`,
    alias: 'p',
    toEntity: (row) => ({ type: 'device-profile', id: row.id as number, row: rowToDeviceProfile(row) }),
  },
  'device-credential': {
    sql: `SELECT ${deviceCredentialSelectList} FROM device_credentials c`,
    alias: 'c',
    toEntity: (row) => ({ type: 'device-credential', id: row.id as number, row: rowToDeviceCredential(row) }),
  },
  'site-connector': {
    sql: `SELECT ${siteConnectorSelectList} FROM site_connectors s`,
    alias: 's',
    toEntity: (row) => ({ type: 'site-connector', id: row.id as number, row: rowToSiteConnector(row) }),
  },
};

/**
 * Reads entities for the compacted topic, whatever any user may see: for the fleet service itself, never for an answer
 * to a person.
 */
export class FleetEntries {
  constructor(private readonly tx: TenantTransaction) {}

  async of(type: FleetStreamType, ids: readonly number[]): Promise<FleetEntity[]> {
    if (ids.length === 0) return [];
    const { sql, alias, toEntity } = sources[type];
    const rows: SqlRow[] = await this.tx.manager.query(`${sql} WHERE ${alias}.id IN (?)`, [ids]);
    return rows.map(toEntity);
  }

  /** At most `limit` entities after an id, in the order of ids. */
  async after(type: FleetStreamType, id: number, limit: number): Promise<FleetEntity[]> {
    const { sql, alias, toEntity } = sources[type];
    const rows: SqlRow[] = await this.tx.manager.query(
      `${sql} WHERE ${alias}.id > ? ORDER BY ${alias}.id LIMIT ?`,
      [id, limit],
    );
    return rows.map(toEntity);
  }
}
