import { FleetRefusal } from './batteries.errors.js';

/** Levels of the location tree; 1 = site, 2 = building, 3 = zone and so on. */
export const maxLocationDepth = 8;

/** Where a location stands: `path` holds the ids from the root to itself, `/1/4/9/`, and `level` their count. */
export interface LocationPlace {
  readonly parentId: number | null;
  readonly level: number;
  readonly path: string;
}

/** The place of a location under a parent, or at the root for null. Throws `LOCATION.TOO_DEEP`. */
export function placeUnder(
  locationId: number,
  parent: { readonly locationId: number; readonly place: LocationPlace } | null,
): LocationPlace {
  const level = (parent?.place.level ?? 0) + 1;
  if (level > maxLocationDepth) throw new FleetRefusal('LOCATION.TOO_DEEP');
  return { parentId: parent?.locationId ?? null, level, path: `${parent?.place.path ?? '/'}${locationId}/` };
}

/** Ids from the root to the location itself. */
export const idsOnPath = (path: string): number[] => path.split('/').filter(Boolean).map(Number);

/** Whether a location is `root` or stands anywhere below it. */
export const isWithin = (path: string, root: string): boolean => path.startsWith(root);

/** The place of something inside a location that went from one place to another. */
export function followTo(inside: LocationPlace, from: LocationPlace, to: LocationPlace): LocationPlace {
  return {
    parentId: inside.parentId,
    level: inside.level - from.level + to.level,
    path: to.path + inside.path.slice(from.path.length),
  };
}
