import { FleetRefusal } from './batteries.errors.js';
import { bmsProtocols } from './battery-type.js';

/** What devices are asked by, and `push` for those that speak by themselves. */
export const profileProtocols = [...bmsProtocols, 'push'] as const;

/** A client's own device profile, which never changes: what is better is a higher version under the same name. */
export interface DeviceProfileDetails {
  /** Name that batteries refer to. */
  readonly profile: string;
  readonly profileVersion: number;
  readonly title: string;
  readonly protocol: (typeof profileProtocols)[number];
  readonly transports: readonly string[];
  /** YAML as the client gave it. */
  readonly text: string;
}

export type OwnDeviceProfile =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'known';
      readonly deviceProfileId: number;
      readonly details: DeviceProfileDetails;
      readonly isActive: boolean;
    };

/** What is there beside a new profile. */
export interface ProfileSurroundings {
  /** A profile that is shipped has its name. */
  readonly isShippedName: boolean;
  /** Highest version that the client has ever had under its name, retired ones included; 0 for none. */
  readonly highestVersion: number;
  /** The client's profiles that are in use. */
  readonly activeCount: number;
}

export type DeviceProfileCommand =
  | {
      readonly type: 'AddDeviceProfile';
      readonly deviceProfileId: number;
      readonly details: DeviceProfileDetails;
      readonly surroundings: ProfileSurroundings;
    }
  | { readonly type: 'RetireDeviceProfile' };

export type DeviceProfileEvent =
  | {
      readonly type: 'DeviceProfileAdded';
      readonly deviceProfileId: number;
      readonly details: DeviceProfileDetails;
    }
  | { readonly type: 'DeviceProfileRetired' };

/** Connectors hold all of them in memory. */
export const mostActiveProfiles = 100;

export const unknownDeviceProfile: OwnDeviceProfile = { status: 'unknown' };

/** No event means that nothing would change. Throws `FleetRefusal`. */
export function decideDeviceProfile(
  command: DeviceProfileCommand,
  profile: OwnDeviceProfile,
): DeviceProfileEvent[] {
  switch (command.type) {
    case 'AddDeviceProfile': {
      if (profile.status === 'known') throw new FleetRefusal('DEVICE_PROFILE.ALREADY_ADDED');
      const { deviceProfileId, details, surroundings } = command;
      refuseSurroundings(details, surroundings);
      return [{ type: 'DeviceProfileAdded', deviceProfileId, details }];
    }
    case 'RetireDeviceProfile':
      if (profile.status === 'unknown') throw new FleetRefusal('DEVICE_PROFILE.NOT_ADDED');
      return profile.isActive ? [{ type: 'DeviceProfileRetired' }] : [];
  }
}

function refuseSurroundings({ profileVersion }: DeviceProfileDetails, around: ProfileSurroundings): void {
  if (around.isShippedName) throw new FleetRefusal('DEVICE_PROFILE.NAME_SHIPPED');
  if (profileVersion <= around.highestVersion) throw new FleetRefusal('DEVICE_PROFILE.VERSION_NOT_HIGHER');
  if (around.activeCount >= mostActiveProfiles) throw new FleetRefusal('DEVICE_PROFILE.TOO_MANY');
}

/** The profile after one more event. Throws when the history does not begin with its addition. */
export function evolveDeviceProfile(profile: OwnDeviceProfile, event: DeviceProfileEvent): OwnDeviceProfile {
  switch (event.type) {
    case 'DeviceProfileAdded':
      return {
        status: 'known',
        deviceProfileId: event.deviceProfileId,
        details: event.details,
        isActive: true,
      };
    case 'DeviceProfileRetired':
      if (profile.status === 'unknown') throw new Error('A device profile cannot end before it is added.');
      return { ...profile, isActive: false };
  }
}
