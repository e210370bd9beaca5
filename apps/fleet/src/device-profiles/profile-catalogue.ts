import type { DeviceProfileDetails } from '@trackingbms/batteries';
import {
  loadDeviceProfiles,
  loadProfileCheck,
  ownProfileCheck,
  parseDeviceProfile,
  shippedProfiles,
  type DeviceProfile,
  type SchemaCheck,
} from '@trackingbms/device-profiles';

export interface ReadProfile {
  readonly details: DeviceProfileDetails;
  readonly isShippedName: boolean;
}

/** The profiles that everybody has, and the check of those that a client adds. */
export class ProfileCatalogue {
  readonly #shippedNames: ReadonlySet<string>;
  readonly #check: SchemaCheck;

  private constructor(
    readonly shipped: readonly DeviceProfile[],
    check: SchemaCheck,
  ) {
    this.#shippedNames = new Set(shipped.map(({ profile }) => profile));
    this.#check = ownProfileCheck(check);
  }

  static async load(): Promise<ProfileCatalogue> {
    return new ProfileCatalogue((await loadDeviceProfiles([shippedProfiles])).all, await loadProfileCheck());
  }

  /** Throws `DeviceProfileInvalid` with the path of every wrong field. */
  readOwn(text: string): ReadProfile {
    const { profile, version, title, protocol, transports } = parseDeviceProfile('text', text, this.#check);
    return {
      details: { profile, profileVersion: version, title, protocol, transports, text },
      isShippedName: this.#shippedNames.has(profile),
    };
  }
}
