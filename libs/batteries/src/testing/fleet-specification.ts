import { FleetRefusal } from '../batteries.errors.js';
import { evolveBattery, unregisteredBattery, type BatteryEvent } from '../battery.js';
import {
  decideBatteryType,
  evolveBatteryType,
  unknownBatteryType,
  type BatteryTypeCommand,
  type BatteryTypeEvent,
} from '../battery-type.js';
import { decideBattery, type BatteryCommand } from '../decide-battery.js';
import {
  decideDeviceCredential,
  evolveDeviceCredential,
  unknownDeviceCredential,
  type DeviceCredentialCommand,
  type DeviceCredentialEvent,
} from '../device-credential.js';
import {
  decideDeviceProfile,
  evolveDeviceProfile,
  unknownDeviceProfile,
  type DeviceProfileCommand,
  type DeviceProfileEvent,
} from '../device-profile.js';
import {
  decideLocation,
  evolveLocation,
  unknownLocation,
  type LocationCommand,
  type LocationEvent,
} from '../location.js';
import {
  decideSiteConnector,
  evolveSiteConnector,
  unknownSiteConnector,
  type SiteConnectorCommand,
  type SiteConnectorEvent,
} from '../site-connector.js';

/** What is decided, or the code of the refusal. */
export function outcomeOf<T>(decide: () => T): T | string {
  try {
    return decide();
  } catch (error) {
    if (error instanceof FleetRefusal) return error.code;
    throw error;
  }
}

export const givenBattery = (...history: BatteryEvent[]) => ({
  when: (command: BatteryCommand) =>
    outcomeOf(() => decideBattery(command, history.reduce(evolveBattery, unregisteredBattery))),
});

export const givenBatteryType = (...history: BatteryTypeEvent[]) => ({
  when: (command: BatteryTypeCommand) =>
    outcomeOf(() => decideBatteryType(command, history.reduce(evolveBatteryType, unknownBatteryType))),
});

export const givenLocation = (...history: LocationEvent[]) => ({
  when: (command: LocationCommand) =>
    outcomeOf(() => decideLocation(command, history.reduce(evolveLocation, unknownLocation))),
});

export const givenDeviceProfile = (...history: DeviceProfileEvent[]) => ({
  when: (command: DeviceProfileCommand) =>
    outcomeOf(() => decideDeviceProfile(command, history.reduce(evolveDeviceProfile, unknownDeviceProfile))),
});

export const givenDeviceCredential = (...history: DeviceCredentialEvent[]) => ({
  when: (command: DeviceCredentialCommand) =>
    outcomeOf(() =>
      decideDeviceCredential(command, history.reduce(evolveDeviceCredential, unknownDeviceCredential)),
    ),
});

export const givenSiteConnector = (...history: SiteConnectorEvent[]) => ({
  when: (command: SiteConnectorCommand) =>
    outcomeOf(() => decideSiteConnector(command, history.reduce(evolveSiteConnector, unknownSiteConnector))),
});
