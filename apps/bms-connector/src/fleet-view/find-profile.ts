import type { DeviceProfiles } from '@trackingbms/device-profiles';
import type { FoundProfile, OwnProfiles } from './own-profiles.js';

export interface KnownProfiles {
  /** Those that are shipped, and the operator's. */
  readonly profiles: DeviceProfiles;
  /** Clients' own; a tool of the operator's knows none. */
  readonly ownProfiles?: OwnProfiles;
}

/** A profile as a battery of the client calls it; those that everybody has go before a client's own. */
export function findProfile(
  { profiles, ownProfiles }: KnownProfiles,
  tenantId: number | undefined,
  reference: string,
): FoundProfile | undefined {
  const profile = profiles.find(reference);
  if (profile) return { profile };
  return tenantId === undefined ? undefined : ownProfiles?.find(tenantId, reference);
}
