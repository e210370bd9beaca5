export {
  batteryCommissioned,
  batteryDecommissioned,
  batteryRegistered,
  batterySample,
  batteryTypeAdded,
  batteryTypeSample,
  locationAdded,
  locationAt,
  locationSample,
} from './fleet-samples.js';
export { givenBattery, givenBatteryType, givenLocation, outcomeOf } from './fleet-specification.js';
