import { ClientRefusal } from './tenants.errors.js';

export const defaultTimeZone = 'America/Toronto';

/** Names people still write, and the zone they mean. */
const aliases: Readonly<Record<string, string>> = { 'America/Montreal': 'America/Toronto' };

/** The IANA zone a name stands for. Throws `CLIENT.TIME_ZONE_UNKNOWN`, also for bare offsets, which know no daylight saving. */
export function timeZoneOf(name: string): string {
  const zone = aliases[name] ?? name;
  if (!isZone(zone)) {
    throw new ClientRefusal(
      'CLIENT.TIME_ZONE_UNKNOWN',
      'Give an IANA time zone, for example America/Toronto.',
    );
  }
  return zone;
}

function isZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(zone) || zone.length > 64) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
