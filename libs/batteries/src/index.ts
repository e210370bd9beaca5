export {
  canonicalChemistry,
  cellVoltageRange,
  chemistries,
  type CellVoltageRange,
  type Chemistry,
} from './chemistry.js';
export {
  effectiveLimits,
  limitsCross,
  type BatteryLimits,
  type CustomLimits,
  type EffectiveLimit,
  type TypeLimits,
} from './effective-limits.js';
export { FleetRefusal, type FleetRefusalCode } from './batteries.errors.js';
export { differences } from './differences.js';
export {
  bmsProtocols,
  decideBatteryType,
  evolveBatteryType,
  unknownBatteryType,
  type BatteryType,
  type BatteryTypeCommand,
  type BatteryTypeDetails,
  type BatteryTypeEvent,
  type BmsProtocol,
} from './battery-type.js';
export {
  followTo,
  idsOnPath,
  isWithin,
  maxLocationDepth,
  placeUnder,
  type LocationPlace,
} from './location-tree.js';
export {
  accessLevels,
  decideLocation,
  environmentTypes,
  evolveLocation,
  unknownLocation,
  type KnownLocation,
  type Location,
  type LocationCommand,
  type LocationContactField,
  type LocationDetails,
  type LocationEvent,
} from './location.js';
export {
  batteryStatuses,
  evolveBattery,
  unregisteredBattery,
  type Battery,
  type BatteryContactField,
  type BatteryDetails,
  type BatteryEvent,
  type BatteryStatus,
  type DecommissionedBattery,
  type InUseBattery,
  type RegisteredBattery,
} from './battery.js';
export { decideBattery, type BatteryCommand, type BatterySurroundings } from './decide-battery.js';
export {
  decideDeviceProfile,
  evolveDeviceProfile,
  profileProtocols,
  unknownDeviceProfile,
  type DeviceProfileCommand,
  type DeviceProfileDetails,
  type DeviceProfileEvent,
  type OwnDeviceProfile,
  type ProfileSurroundings,
} from './device-profile.js';
export {
  decideDeviceCredential,
  evolveDeviceCredential,
  unknownDeviceCredential,
  type DeviceCredential,
  type DeviceCredentialCommand,
  type DeviceCredentialDetails,
  type DeviceCredentialEvent,
  type KeptSecret,
} from './device-credential.js';
export {
  decideSiteConnector,
  evolveSiteConnector,
  unknownSiteConnector,
  type SiteConnector,
  type SiteConnectorCommand,
  type SiteConnectorDetails,
  type SiteConnectorEvent,
} from './site-connector.js';
