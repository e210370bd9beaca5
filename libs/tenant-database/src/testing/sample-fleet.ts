import type { TenantConnections } from '../data-sources/tenant-connections.js';

/** A type, a location with a sub-location, and batteries 1 to `count` at the sub-location: rows without their history. */
export async function insertSampleFleet(
  connections: TenantConnections,
  tenantId: number,
  count = 3,
): Promise<number[]> {
  const now = '2026-01-01T00:00:00.000';
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const batteries = ids.map((id) => [id, uuidOf(id), `serial-${id}`, `Battery ${id}`, 1, 2, now, now]);
  const locations = [
    [1, 'Site', 'site', null, 1, '/1/', now, now],
    [2, 'Room', 'room', 1, 2, '/1/2/', now, now],
  ];
  const type = [1, 'Type', 'type', 'lifepo4', 51.2, 100, 5120, 16, 100, 100, now, now];
  await connections.inTransaction(tenantId, async ({ manager }) => {
    await manager.query(
      `INSERT INTO battery_types (id, name, slug, chemistry, nominal_voltage, capacity_ah, capacity_wh, cell_count,
       max_charge_current, max_discharge_current, created_at, updated_at) VALUES ?`,
      [[type]],
    );
    await manager.query(
      'INSERT INTO locations (id, name, slug, parent_id, level, path, created_at, updated_at) VALUES ?',
      [locations],
    );
    await manager.query(
      `INSERT INTO batteries (id, uuid, serial_number, name, battery_type_id, location_id, created_at, updated_at)
       VALUES ?`,
      [batteries],
    );
  });
  return ids;
}

const uuidOf = (id: number): string => `01890a5d-ac96-774b-bcce-${String(id).padStart(12, '0')}`;
