const fields: Readonly<Record<string, string>> = {
  uq_batteries_serial_number: 'serialNumber',
  uq_batteries_uuid: 'uuid',
  uq_battery_types_slug: 'slug',
  uq_device_profiles_version: 'version',
  uq_locations_slug: 'slug',
};

/** A value that only one row of the tenant may have belongs to another row. */
export class FleetValueTaken extends Error {
  readonly code = 'TENANT_DATABASE.VALUE_TAKEN';
  /** Name of the field in the domain, for example `serialNumber`. */
  readonly field: string;

  constructor(key: string) {
    const field = fields[key] ?? 'id';
    super(`Another row has this ${field} already.`);
    this.name = 'FleetValueTaken';
    this.field = field;
  }
}
