export { topics, deadLetterTopic, type TopicName } from './topics.js';
export { ReadingV1, SetAsideValueV1, operationModes, dataQualities } from './readings/reading.v1.js';
export { ReadingsRecordedV1 } from './readings/readings-recorded.v1.js';
export { DeviceConnectedV1 } from './readings/device-connected.v1.js';
export { DeviceDisconnectedV1, disconnectReasons } from './readings/device-disconnected.v1.js';
export { BatteryEntryV1, batteryStatuses, bmsProtocols } from './fleet/battery-entry.v1.js';
export { BatteryTypeEntryV1, chemistries } from './fleet/battery-type-entry.v1.js';
export { LocationEntryV1 } from './fleet/location-entry.v1.js';
export { TenantEntryV1, TenantQuotasV1, tenantStatuses, industryTypes } from './tenants/tenant-entry.v1.js';
