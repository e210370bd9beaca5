import type { AccessScope } from './access-scope.js';

/** Where a battery stands and what it is. Null means it has none, which only an unrestricted user may see. */
export interface ScopedBattery {
  /** Ids from the root location down to the battery's own. */
  readonly locationPath: readonly number[] | null;
  readonly batteryTypeId: number | null;
}

/** Whether a user of this scope may see the battery: a location of the scope stands for its whole subtree. */
export function scopeAllows(scope: AccessScope, battery: ScopedBattery): boolean {
  return allowsLocation(scope.locations, battery.locationPath) && allowsType(scope.batteryTypes, battery);
}

function allowsLocation(allowed: readonly number[] | null, path: readonly number[] | null): boolean {
  return allowed === null || (path !== null && path.some((id) => allowed.includes(id)));
}

function allowsType(allowed: readonly number[] | null, { batteryTypeId }: ScopedBattery): boolean {
  return allowed === null || (batteryTypeId !== null && allowed.includes(batteryTypeId));
}
