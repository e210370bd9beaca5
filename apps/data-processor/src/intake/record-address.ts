/** Whose record it is, by its key. */
export interface RecordAddress {
  readonly tenantId: number;
  readonly batteryId: number;
}

const pattern = /^([1-9]\d{0,9})\/([1-9]\d{0,9})$/;

/** Reads the key `tenant/battery`; undefined when it is anything else. The body is not looked at. */
export function recordAddress(key: string | null): RecordAddress | undefined {
  const match = pattern.exec(key ?? '');
  return match === null ? undefined : { tenantId: Number(match[1]), batteryId: Number(match[2]) };
}

/** The tenant of a key without reading the rest of it; 0 when the key is not one of ours. */
export function tenantOfKey(key: string | null): number {
  if (key === null) return 0;
  let tenantId = 0;
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    if (code === 47) return index > 0 ? tenantId : 0;
    if (code < 48 || code > 57 || index > 9) return 0;
    tenantId = tenantId * 10 + code - 48;
  }
  return 0;
}
