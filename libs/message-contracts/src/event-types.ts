import 'reflect-metadata';
import { AlertAcknowledgedV1 } from './alerts/alert-acknowledged.v1.js';
import { AlertRaisedV1 } from './alerts/alert-raised.v1.js';
import { AlertRepeatedV1 } from './alerts/alert-repeated.v1.js';
import { AlertResolvedV1 } from './alerts/alert-resolved.v1.js';
import { BatteryChangedV1 } from './fleet/battery-changed.v1.js';
import { BatteryCommissionedV1 } from './fleet/battery-commissioned.v1.js';
import { BatteryDecommissionedV1 } from './fleet/battery-decommissioned.v1.js';
import { BatteryEntryV1 } from './fleet/battery-entry.v1.js';
import { BatteryRegisteredV1 } from './fleet/battery-registered.v1.js';
import { BatteryTypeAddedV1 } from './fleet/battery-type-added.v1.js';
import { BatteryTypeChangedV1 } from './fleet/battery-type-changed.v1.js';
import { BatteryTypeEntryV1 } from './fleet/battery-type-entry.v1.js';
import { DeviceCredentialEntryV1 } from './fleet/device-credential-entry.v1.js';
import { DeviceCredentialIssuedV1 } from './fleet/device-credential-issued.v1.js';
import { DeviceCredentialRevokedV1 } from './fleet/device-credential-revoked.v1.js';
import { DeviceProfileAddedV1 } from './fleet/device-profile-added.v1.js';
import { DeviceProfileEntryV1 } from './fleet/device-profile-entry.v1.js';
import { DeviceProfileRetiredV1 } from './fleet/device-profile-retired.v1.js';
import { LocationAddedV1 } from './fleet/location-added.v1.js';
import { LocationChangedV1 } from './fleet/location-changed.v1.js';
import { LocationEntryV1 } from './fleet/location-entry.v1.js';
import { SiteConnectorAddedV1 } from './fleet/site-connector-added.v1.js';
import { SiteConnectorEntryV1 } from './fleet/site-connector-entry.v1.js';
import { SiteConnectorRevokedV1 } from './fleet/site-connector-revoked.v1.js';
import { SiteConnectorRotatedV1 } from './fleet/site-connector-rotated.v1.js';
import { SessionRevokedV1 } from './identity/session-revoked.v1.js';
import { SignInRefusedV1 } from './identity/sign-in-refused.v1.js';
import { SignedInV1 } from './identity/signed-in.v1.js';
import { DeviceCommunicationV1 } from './readings/device-communication.v1.js';
import { DeviceConnectedV1 } from './readings/device-connected.v1.js';
import { DeviceDisconnectedV1 } from './readings/device-disconnected.v1.js';
import { ReadingsRecordedV1 } from './readings/readings-recorded.v1.js';
import { TenantEntryV1 } from './tenants/tenant-entry.v1.js';
import { topics, type TopicName } from './topics.js';

export interface EventType<Type extends string, Data extends object> {
  /** The CloudEvents `type`: the name and the version, for example `com.trackingbms.AlertRaised.v1`. */
  readonly type: Type;
  readonly topic: TopicName;
  readonly contract: new () => Data;
}

const v1 = <Noun extends string, Data extends object>(
  noun: Noun,
  topic: TopicName,
  contract: new () => Data,
): EventType<`com.trackingbms.${Noun}.v1`, Data> => ({
  type: `com.trackingbms.${noun}.v1`,
  topic,
  contract,
});

/** Every event on the wire. A version is never changed once released: a new one is added beside it. */
export const eventTypes = {
  ReadingsRecordedV1: v1('ReadingsRecorded', topics.readings, ReadingsRecordedV1),
  DeviceConnectedV1: v1('DeviceConnected', topics.readings, DeviceConnectedV1),
  DeviceDisconnectedV1: v1('DeviceDisconnected', topics.readings, DeviceDisconnectedV1),
  DeviceCommunicationV1: v1('DeviceCommunication', topics.readings, DeviceCommunicationV1),

  BatteryEntryV1: v1('BatteryEntry', topics.fleet, BatteryEntryV1),
  BatteryTypeEntryV1: v1('BatteryTypeEntry', topics.fleet, BatteryTypeEntryV1),
  LocationEntryV1: v1('LocationEntry', topics.fleet, LocationEntryV1),
  DeviceProfileEntryV1: v1('DeviceProfileEntry', topics.fleet, DeviceProfileEntryV1),
  DeviceCredentialEntryV1: v1('DeviceCredentialEntry', topics.fleet, DeviceCredentialEntryV1),
  SiteConnectorEntryV1: v1('SiteConnectorEntry', topics.fleet, SiteConnectorEntryV1),

  BatteryRegisteredV1: v1('BatteryRegistered', topics.fleetEvents, BatteryRegisteredV1),
  BatteryChangedV1: v1('BatteryChanged', topics.fleetEvents, BatteryChangedV1),
  BatteryCommissionedV1: v1('BatteryCommissioned', topics.fleetEvents, BatteryCommissionedV1),
  BatteryDecommissionedV1: v1('BatteryDecommissioned', topics.fleetEvents, BatteryDecommissionedV1),
  LocationAddedV1: v1('LocationAdded', topics.fleetEvents, LocationAddedV1),
  LocationChangedV1: v1('LocationChanged', topics.fleetEvents, LocationChangedV1),
  BatteryTypeAddedV1: v1('BatteryTypeAdded', topics.fleetEvents, BatteryTypeAddedV1),
  BatteryTypeChangedV1: v1('BatteryTypeChanged', topics.fleetEvents, BatteryTypeChangedV1),
  DeviceProfileAddedV1: v1('DeviceProfileAdded', topics.fleetEvents, DeviceProfileAddedV1),
  DeviceProfileRetiredV1: v1('DeviceProfileRetired', topics.fleetEvents, DeviceProfileRetiredV1),
  DeviceCredentialIssuedV1: v1('DeviceCredentialIssued', topics.fleetEvents, DeviceCredentialIssuedV1),
  DeviceCredentialRevokedV1: v1('DeviceCredentialRevoked', topics.fleetEvents, DeviceCredentialRevokedV1),
  SiteConnectorAddedV1: v1('SiteConnectorAdded', topics.fleetEvents, SiteConnectorAddedV1),
  SiteConnectorRotatedV1: v1('SiteConnectorRotated', topics.fleetEvents, SiteConnectorRotatedV1),
  SiteConnectorRevokedV1: v1('SiteConnectorRevoked', topics.fleetEvents, SiteConnectorRevokedV1),

  AlertRaisedV1: v1('AlertRaised', topics.alerts, AlertRaisedV1),
  AlertRepeatedV1: v1('AlertRepeated', topics.alerts, AlertRepeatedV1),
  AlertAcknowledgedV1: v1('AlertAcknowledged', topics.alerts, AlertAcknowledgedV1),
  AlertResolvedV1: v1('AlertResolved', topics.alerts, AlertResolvedV1),

  TenantEntryV1: v1('TenantEntry', topics.tenants, TenantEntryV1),

  SignedInV1: v1('SignedIn', topics.identity, SignedInV1),
  SignInRefusedV1: v1('SignInRefused', topics.identity, SignInRefusedV1),
  SessionRevokedV1: v1('SessionRevoked', topics.identity, SessionRevokedV1),
} as const;

type EventTypes = typeof eventTypes;
export type EventTypeName = keyof EventTypes;
/** The data of an event by the name of its contract, for example `EventData<'AlertRaisedV1'>`. */
export type EventData<Name extends EventTypeName> = InstanceType<EventTypes[Name]['contract']>;
