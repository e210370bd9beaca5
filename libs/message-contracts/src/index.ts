import 'reflect-metadata';
export { topics, deadLetterTopic, type TopicName, type DeadLetterTopicName } from './topics.js';
export { recordKeys } from './record-keys.js';
export { eventTypes, type EventType, type EventTypeName, type EventData } from './event-types.js';
export type { DomainEvent, EncodedEvent, EventEnvelope, KnownEvent } from './envelope/domain-event.js';
export { encodeEvent } from './envelope/encode-event.js';
export { decodeEvent, type DecodedEvent, type DecodeFailure } from './envelope/decode-event.js';
export { EventNotValid } from './envelope/event-not-valid.errors.js';
export { BilingualTextV1 } from './bilingual-text.v1.js';
export { ReadingV1, SetAsideValueV1, operationModes, dataQualities } from './readings/reading.v1.js';
export { ReadingsRecordedV1 } from './readings/readings-recorded.v1.js';
export { DeviceConnectedV1 } from './readings/device-connected.v1.js';
export { DeviceDisconnectedV1, disconnectReasons } from './readings/device-disconnected.v1.js';
export { DeviceCommunicationV1 } from './readings/device-communication.v1.js';
export { BatteryEntryV1, batteryStatuses, bmsProtocols } from './fleet/battery-entry.v1.js';
export { BatteryTypeEntryV1, chemistries } from './fleet/battery-type-entry.v1.js';
export { LocationEntryV1 } from './fleet/location-entry.v1.js';
export { DeviceProfileEntryV1 } from './fleet/device-profile-entry.v1.js';
export { DeviceCredentialEntryV1 } from './fleet/device-credential-entry.v1.js';
export { SiteConnectorEntryV1 } from './fleet/site-connector-entry.v1.js';
export { BatteryRegisteredV1 } from './fleet/battery-registered.v1.js';
export { BatteryChangedV1 } from './fleet/battery-changed.v1.js';
export { BatteryCommissionedV1 } from './fleet/battery-commissioned.v1.js';
export { BatteryDecommissionedV1 } from './fleet/battery-decommissioned.v1.js';
export { LocationAddedV1 } from './fleet/location-added.v1.js';
export { LocationChangedV1 } from './fleet/location-changed.v1.js';
export { BatteryTypeAddedV1 } from './fleet/battery-type-added.v1.js';
export { BatteryTypeChangedV1 } from './fleet/battery-type-changed.v1.js';
export { DeviceCredentialIssuedV1 } from './fleet/device-credential-issued.v1.js';
export { DeviceCredentialRevokedV1 } from './fleet/device-credential-revoked.v1.js';
export { SiteConnectorAddedV1 } from './fleet/site-connector-added.v1.js';
export { SiteConnectorRotatedV1 } from './fleet/site-connector-rotated.v1.js';
export { SiteConnectorRevokedV1 } from './fleet/site-connector-revoked.v1.js';
export { DeviceProfileAddedV1 } from './fleet/device-profile-added.v1.js';
export { DeviceProfileRetiredV1 } from './fleet/device-profile-retired.v1.js';
export {
  alertSeverities,
  alertCategories,
  type AlertSeverity,
  type AlertCategory,
} from './alerts/alert-terms.js';
export { AlertRaisedV1 } from './alerts/alert-raised.v1.js';
export { AlertRepeatedV1 } from './alerts/alert-repeated.v1.js';
export { AlertAcknowledgedV1 } from './alerts/alert-acknowledged.v1.js';
export { AlertResolvedV1, alertResolutions } from './alerts/alert-resolved.v1.js';
export { TenantEntryV1, TenantQuotasV1, tenantStatuses, industryTypes } from './tenants/tenant-entry.v1.js';
export { SignedInV1 } from './identity/signed-in.v1.js';
export { SignInRefusedV1, signInRefusals } from './identity/sign-in-refused.v1.js';
export { SessionRevokedV1, revocationReasons } from './identity/session-revoked.v1.js';
