import type { FieldSource } from '@trackingbms/device-profiles';

/** A value as the device gave it, before the profile's scale, offset and sentinels. Null: the device says "absent". */
export type RawScalar = number | string | boolean | null;
export type RawValue = RawScalar | readonly RawScalar[];

/** What a device answered, by the source asked for. A source without an entry does not exist on that device. */
export type RawValues = ReadonlyMap<FieldSource, RawValue>;
