import { eventTypes, type EventTypeName } from '../event-types.js';

export type AnyEventType = (typeof eventTypes)[EventTypeName];

const byType: ReadonlyMap<string, AnyEventType> = new Map(
  Object.values(eventTypes).map((entry) => [entry.type, entry]),
);

const versioned = /^(.+)\.v(\d{1,4})$/;
const highestVersions = new Map<string, number>();
for (const type of byType.keys()) {
  const [, noun, version] = versioned.exec(type) ?? [];
  if (noun !== undefined)
    highestVersions.set(noun, Math.max(highestVersions.get(noun) ?? 0, Number(version)));
}

export const findEventType = (type: string): AnyEventType | undefined => byType.get(type);

/** A version newer than any we know of an event that we know: the consumer was deployed after the producer. */
export function isFromTheFuture(type: string): boolean {
  const [, noun, version] = versioned.exec(type) ?? [];
  const highest = noun === undefined ? undefined : highestVersions.get(noun);
  return highest !== undefined && Number(version) > highest;
}
