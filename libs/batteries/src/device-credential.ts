import { FleetRefusal } from './batteries.errors.js';
import type { BatteryStatus } from './battery.js';

/** What is kept of a secret that is shown once. */
export interface KeptSecret {
  /** SHA-256 in hex. */
  readonly secretHash: string;
  /** The last 4, by which a person tells secrets apart. */
  readonly lastCharacters: string;
}

/** What a device is known by when it pushes readings of its battery. */
export interface DeviceCredentialDetails extends KeptSecret {
  readonly batteryId: number;
}

export type DeviceCredential =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'known';
      readonly deviceCredentialId: number;
      readonly details: DeviceCredentialDetails;
      readonly isRevoked: boolean;
    };

export type DeviceCredentialCommand =
  | {
      readonly type: 'IssueDeviceCredential';
      readonly deviceCredentialId: number;
      readonly details: DeviceCredentialDetails;
      /** The battery, and how many of its credentials are in use. */
      readonly surroundings: { readonly batteryStatus: BatteryStatus; readonly liveCount: number };
    }
  | { readonly type: 'RevokeDeviceCredential' };

export type DeviceCredentialEvent =
  | {
      readonly type: 'DeviceCredentialIssued';
      readonly deviceCredentialId: number;
      readonly details: DeviceCredentialDetails;
    }
  | { readonly type: 'DeviceCredentialRevoked'; readonly batteryId: number };

/** Of one battery: enough to change a device's secret while the old one still counts. */
export const mostLiveCredentials = 5;

export const unknownDeviceCredential: DeviceCredential = { status: 'unknown' };

/** No event means that nothing would change. Throws `FleetRefusal`. */
export function decideDeviceCredential(
  command: DeviceCredentialCommand,
  credential: DeviceCredential,
): DeviceCredentialEvent[] {
  switch (command.type) {
    case 'IssueDeviceCredential':
      return issue(command, credential);
    case 'RevokeDeviceCredential':
      if (credential.status === 'unknown') throw new FleetRefusal('DEVICE_CREDENTIAL.NOT_ISSUED');
      if (credential.isRevoked) return [];
      return [{ type: 'DeviceCredentialRevoked', batteryId: credential.details.batteryId }];
  }
}

function issue(
  command: Extract<DeviceCredentialCommand, { type: 'IssueDeviceCredential' }>,
  credential: DeviceCredential,
): DeviceCredentialEvent[] {
  if (credential.status === 'known') throw new FleetRefusal('DEVICE_CREDENTIAL.ALREADY_ISSUED');
  const { deviceCredentialId, details, surroundings } = command;
  if (surroundings.batteryStatus === 'decommissioned') throw new FleetRefusal('BATTERY.DECOMMISSIONED');
  if (surroundings.liveCount >= mostLiveCredentials) throw new FleetRefusal('DEVICE_CREDENTIAL.TOO_MANY');
  return [{ type: 'DeviceCredentialIssued', deviceCredentialId, details }];
}

/** The credential after one more event. Throws when the history does not begin with its issue. */
export function evolveDeviceCredential(
  credential: DeviceCredential,
  event: DeviceCredentialEvent,
): DeviceCredential {
  switch (event.type) {
    case 'DeviceCredentialIssued': {
      const { deviceCredentialId, details } = event;
      return { status: 'known', deviceCredentialId, details, isRevoked: false };
    }
    case 'DeviceCredentialRevoked':
      if (credential.status === 'unknown') throw new Error('A credential cannot end before it is issued.');
      return { ...credential, isRevoked: true };
  }
}
