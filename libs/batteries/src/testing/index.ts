export {
  batteryCommissioned,
  batteryDecommissioned,
  batteryRegistered,
  batterySample,
  batteryTypeAdded,
  batteryTypeSample,
  deviceProfileAdded,
  deviceProfileSample,
  locationAdded,
  locationAt,
  locationSample,
} from './fleet-samples.js';
export {
  givenBattery,
  givenBatteryType,
  givenDeviceProfile,
  givenLocation,
  outcomeOf,
} from './fleet-specification.js';
