/** Integer hash with good mixing of sequential ids (the finaliser of MurmurHash3). */
function mixed(id: number): number {
  let hash = id >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Tenant-affine partition: a battery is always on one partition, a tenant on at most `spread` of them, so that a
 * consumer touches few tenant databases. Tenant ids are sequential, so the remainder spreads them evenly.
 * @param batteryId null for what is about the tenant as a whole.
 * @param spread partitions of this tenant, 1 to `partitionCount`. Raising it for a live tenant moves its batteries.
 * @throws RangeError when a number is not a positive integer.
 */
export function partitionFor(
  tenantId: number,
  batteryId: number | null,
  partitionCount: number,
  spread = 1,
): number {
  for (const number of [tenantId, batteryId ?? 1, partitionCount, spread]) {
    if (!Number.isSafeInteger(number) || number < 1)
      throw new RangeError('Ids and counts are positive integers.');
  }
  const slots = Math.min(spread, partitionCount);
  const slot = batteryId === null ? 0 : mixed(batteryId) % slots;
  return (tenantId + slot) % partitionCount;
}
