import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decideLocation,
  evolveLocation,
  unknownLocation,
  type KnownLocation,
  type LocationEvent,
} from './location.js';
import { idsOnPath, isWithin, maxLocationDepth } from './location-tree.js';
import { locationAdded, locationAt, locationSample } from './testing/fleet-samples.js';
import { givenLocation, outcomeOf } from './testing/fleet-specification.js';

const site = locationAt(1);
const building = locationAt(4, site);
const zone = locationAt(9, building);
const closed: KnownLocation = { ...site, details: { ...locationSample, isActive: false } };
const chain = (length: number): KnownLocation =>
  length === 1 ? locationAt(1) : locationAt(length, chain(length - 1));

const add = (parent: KnownLocation | null) =>
  ({ type: 'AddLocation', locationId: 9, details: locationSample, parent }) as const;

describe('adding a location', () => {
  it('puts its id at the end of its path', () => {
    expect(givenLocation().when(add(building))).toEqual([locationAdded(zone)]);
    expect(zone.place).toEqual({ parentId: 4, level: 3, path: '/1/4/9/' });
    expect(idsOnPath(zone.place.path)).toEqual([1, 4, 9]);
  });

  it('happens once, above the deepest level, and not inside one out of use', () => {
    expect(givenLocation(locationAdded(zone)).when(add(null))).toBe('LOCATION.ALREADY_ADDED');
    expect(givenLocation().when(add(chain(maxLocationDepth)))).toBe('LOCATION.TOO_DEEP');
    expect(givenLocation().when(add(closed))).toBe('LOCATION.INACTIVE');
  });
});

describe('changing a location', () => {
  const given = givenLocation(locationAdded(site));
  const change = { type: 'ChangeLocation', contactFields: [] } as const;

  it('says only what differs', () => {
    expect(given.when({ ...change, changes: { name: 'Nord', country: 'CA' } })).toEqual([
      { type: 'LocationChanged', changes: { name: 'Nord' }, contactFields: [] },
    ]);
    expect(given.when({ ...change, changes: locationSample })).toEqual([]);
  });

  it('says that the contact changed, without it', () => {
    expect(given.when({ ...change, changes: {}, contactFields: ['responsibleEmail'] })).toEqual([
      { type: 'LocationChanged', changes: {}, contactFields: ['responsibleEmail'] },
    ]);
  });

  it('needs a location', () => {
    expect(givenLocation().when({ ...change, changes: {} })).toBe('LOCATION.NOT_ADDED');
  });
});

describe('moving a location', () => {
  const move = (parent: KnownLocation | null, deepestLevel: number) =>
    ({ type: 'MoveLocation', parent, deepestLevel }) as const;

  it('moves it under its new parent or to the root', () => {
    expect(givenLocation(locationAdded(zone)).when(move(site, 3))).toEqual([
      { type: 'LocationMoved', place: { parentId: 1, level: 2, path: '/1/9/' } },
    ]);
    expect(givenLocation(locationAdded(zone)).when(move(null, 3))).toEqual([
      { type: 'LocationMoved', place: { parentId: null, level: 1, path: '/9/' } },
    ]);
  });

  it('says nothing when it stands there already', () => {
    expect(givenLocation(locationAdded(zone)).when(move(building, 3))).toEqual([]);
  });

  it('does not move it into itself', () => {
    expect(givenLocation(locationAdded(site)).when(move(site, 3))).toBe('LOCATION.CYCLE');
    expect(givenLocation(locationAdded(site)).when(move(zone, 3))).toBe('LOCATION.CYCLE');
  });

  it('does not take 14 for something inside 1', () => {
    expect(isWithin(locationAt(14).place.path, site.place.path)).toBe(false);
    expect(givenLocation(locationAdded(site)).when(move(locationAt(14), 1))).toHaveLength(1);
  });

  it('counts the depth of what moves along', () => {
    const target = chain(6);
    expect(givenLocation(locationAdded(locationAt(90))).when(move(target, 2))).toHaveLength(1);
    expect(givenLocation(locationAdded(locationAt(90))).when(move(target, 3))).toBe('LOCATION.TOO_DEEP');
  });
});

describe('a tree of locations', () => {
  const steps = fc.array(
    fc.record({
      kind: fc.constantFrom('add', 'move'),
      which: fc.nat(14),
      parent: fc.option(fc.nat(14), { nil: null }),
    }),
    { maxLength: 60 },
  );

  it('stays a tree of at most 8 levels whose paths name the ancestors, whatever is asked', () => {
    fc.assert(
      fc.property(steps, (asked) => {
        const tree = new Map<number, KnownLocation>();
        for (const step of asked) runStep(tree, step);
        for (const location of tree.values()) {
          expect(location.place.path).toBe(`/${ancestorsOf(location, tree).join('/')}/`);
          expect(location.place.level).toBe(idsOnPath(location.place.path).length);
          expect(location.place.level).toBeLessThanOrEqual(maxLocationDepth);
        }
      }),
    );
  });
});

type Tree = Map<number, KnownLocation>;

interface Step {
  kind: string;
  which: number;
  parent: number | null;
}

function runStep(tree: Tree, step: Step): void {
  const parent = step.parent === null ? null : (tree.get(step.parent) ?? null);
  outcomeOf(() =>
    step.kind === 'add' ? addToTree(tree, step.which, parent) : moveById(tree, step.which, parent),
  );
}

function addToTree(tree: Tree, locationId: number, parent: KnownLocation | null): void {
  const command = { type: 'AddLocation', locationId, details: locationSample, parent } as const;
  apply(tree, locationId, decideLocation(command, tree.get(locationId) ?? unknownLocation));
}

function moveById(tree: Tree, locationId: number, parent: KnownLocation | null): void {
  const before = tree.get(locationId);
  if (before) moveInTree(tree, before, parent);
}

function moveInTree(tree: Tree, before: KnownLocation, parent: KnownLocation | null): void {
  const inside = [...tree.values()].filter(
    ({ place }) => place.path !== before.place.path && isWithin(place.path, before.place.path),
  );
  const deepestLevel = Math.max(before.place.level, ...inside.map(({ place }) => place.level));
  const events = decideLocation({ type: 'MoveLocation', parent, deepestLevel }, before);
  apply(tree, before.locationId, events);
  const [moved] = events;
  if (moved?.type !== 'LocationMoved') return;
  for (const location of inside) {
    const follow = { type: 'FollowMove', from: before.place, to: moved.place } as const;
    apply(tree, location.locationId, decideLocation(follow, location));
  }
}

function apply(tree: Tree, id: number, events: readonly LocationEvent[]): void {
  const after = events.reduce(evolveLocation, tree.get(id) ?? unknownLocation);
  if (after.status === 'known') tree.set(id, after);
}

function ancestorsOf(location: KnownLocation, tree: Tree): number[] {
  const parent = location.place.parentId === null ? null : tree.get(location.place.parentId);
  return parent ? [...ancestorsOf(parent, tree), location.locationId] : [location.locationId];
}
