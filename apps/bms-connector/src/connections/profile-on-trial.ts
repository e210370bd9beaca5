import {
  DeviceProfileInvalid,
  DeviceProfiles,
  parseDeviceProfile,
  type DeviceProfile,
  type ReadBeside,
  type SchemaCheck,
  type WrongField,
} from '@trackingbms/device-profiles';

/** Against `device-profile.schema.json`. */
export type ProfileCheck = SchemaCheck;

export type ProfileOnTrial =
  | { readonly profile: DeviceProfile; readonly profiles: DeviceProfiles }
  | { readonly wrong: readonly WrongField[] };

/** A profile from its text, checked like any other, or every wrong path of it. */
export function profileOnTrial(text: string, check: ProfileCheck, readBeside?: ReadBeside): ProfileOnTrial {
  try {
    const profile = parseDeviceProfile('profile', text, check, readBeside);
    return { profile, profiles: new DeviceProfiles([profile]) };
  } catch (error) {
    if (error instanceof DeviceProfileInvalid) return { wrong: error.wrong };
    throw error;
  }
}
