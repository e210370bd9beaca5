import type { KnownLocation, LocationDetails, LocationPlace } from '@trackingbms/batteries';
import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import type { SqlRow } from './column-map.js';
import {
  locationColumns,
  locationContactColumns,
  locationContactValues,
  locationSelectList,
  locationValues,
  rowToKnownLocation,
  rowToLocation,
  type LocationContact,
  type LocationRow,
} from './location-row.js';
import { ProjectionRows } from './projection-rows.js';

/** Writes `locations`, the projection of the location streams. */
export class LocationStore {
  readonly #rows: ProjectionRows;

  constructor(private readonly tx: TenantTransaction) {
    this.#rows = new ProjectionRows(tx, 'locations');
  }

  /** Locks the location until the transaction ends, so that its path stays; null when there is none in the scope. */
  async lock(locationId: number, scope: AccessScope): Promise<LocationRow | null> {
    await this.tx.manager.query('SELECT id FROM locations WHERE id = ? FOR UPDATE', [locationId]);
    return this.find(locationId, scope);
  }

  /** The location as it is now; null when there is none in the scope. */
  async find(locationId: number, scope: AccessScope): Promise<LocationRow | null> {
    const within = scopePredicate(scope, { locationId: 'l.id', batteryTypeId: null });
    const [row]: SqlRow[] = await this.tx.manager.query(
      `SELECT ${locationSelectList} FROM locations l WHERE l.id = ? AND ${within.sql}`,
      [locationId, ...within.parameters],
    );
    return row === undefined ? null : rowToLocation(row);
  }

  /**
   * Locks every location, always in the same order: two moves at the same time would otherwise each hold what the other
   * has to change. A parent has a lower id than what was added to it, so an addition cannot slip past.
   */
  async lockTree(): Promise<void> {
    await this.tx.manager.query('SELECT id FROM locations ORDER BY id FOR UPDATE');
  }

  /** All that stands inside a location, the location itself not included. */
  async inside(place: LocationPlace): Promise<{ location: KnownLocation; version: number }[]> {
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${locationSelectList} FROM locations l WHERE l.path LIKE ? AND l.path <> ? ORDER BY l.id`,
      [`${place.path}%`, place.path],
    );
    return rows.map((row) => ({ location: rowToKnownLocation(row), version: row.version as number }));
  }

  /** Answers the new location's id, which its path and first event need. Rejects with `FleetValueTaken`. */
  insert(details: LocationDetails, contact: LocationContact, at: number): Promise<number> {
    const unplaced = { details, place: { parentId: null, level: 1, path: '' } };
    const columns = [...locationColumns, ...locationContactColumns];
    const values = [...locationValues(unplaced), ...locationContactValues(contact)];
    return this.#rows.insert({ columns, values }, at);
  }

  /** Makes the row what the stream says. Rejects with `FleetValueTaken`. */
  save(location: KnownLocation, stamp: { version: number; updatedAt: number }): Promise<void> {
    const values = locationValues(location);
    return this.#rows.update(location.locationId, { columns: locationColumns, values }, stamp);
  }

  async saveContact(locationId: number, contact: LocationContact): Promise<void> {
    const assignments = locationContactColumns.map((column) => `${column} = ?`).join(', ');
    await this.tx.manager.query(`UPDATE locations SET ${assignments} WHERE id = ?`, [
      ...locationContactValues(contact),
      locationId,
    ]);
  }
}
