import type { DeviceProfile } from './device-profile.js';

/** The profiles that batteries may refer to, as `name` (the newest version) or `name@version`. */
export class DeviceProfiles {
  private readonly byReference = new Map<string, DeviceProfile>();

  constructor(profiles: Iterable<DeviceProfile>) {
    for (const profile of profiles) {
      const newest = this.byReference.get(profile.profile);
      this.byReference.set(`${profile.profile}@${profile.version}`, profile);
      if (!newest || newest.version < profile.version) this.byReference.set(profile.profile, profile);
    }
  }

  find(reference: string): DeviceProfile | undefined {
    return this.byReference.get(reference);
  }

  /** Every version of every profile. */
  get all(): readonly DeviceProfile[] {
    return [...new Set(this.byReference.values())];
  }

  get references(): readonly string[] {
    return [...this.byReference.keys()];
  }
}
