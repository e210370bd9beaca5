export {
  batteryCommissioned,
  batteryDecommissioned,
  batteryRegistered,
  batterySample,
  batteryTypeAdded,
  batteryTypeSample,
  deviceCredentialIssued,
  deviceCredentialSample,
  deviceProfileAdded,
  deviceProfileSample,
  locationAdded,
  locationAt,
  locationSample,
} from './fleet-samples.js';
export {
  givenBattery,
  givenBatteryType,
  givenDeviceCredential,
  givenDeviceProfile,
  givenLocation,
  outcomeOf,
} from './fleet-specification.js';
