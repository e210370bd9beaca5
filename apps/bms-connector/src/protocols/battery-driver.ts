import type { DeviceProfile, ProfileProtocol } from '@trackingbms/device-profiles';
import type { RawFrames } from './raw-frames.js';
import type { RawValue, RawValues } from './raw-value.js';

/** Where the link goes. The host is an IP literal that has passed the operator's ranges. */
export interface LinkEndpoint {
  readonly protocol: ProfileProtocol;
  readonly transport: string;
  readonly host: string;
  readonly port: number;
  /** A serial device of this machine in place of host and port, with its bits a second. */
  readonly serialDevice?: string;
  readonly baudRate?: number;
  /** ThingSet over TCP in place of text mode. */
  readonly mode?: 'binary';
  /** ThingSet over TCP or on a serial device: what the device reports unasked, in place of requests. */
  readonly reports?: true;
}

/** Which of the devices behind the link. */
export interface DeviceAddress {
  readonly nodeId?: string;
  readonly unitId?: number;
  /** Path before the device's id on an HTTP gateway, for example `/ts/`. */
  readonly basePath?: string;
  /** ThingSet, text mode; both go before the profile's word. */
  readonly checksum?: boolean;
  readonly shell?: boolean;
  /** CAN: the interface that is listened to. */
  readonly channel?: string;
  /** CAN over SLCAN: bit/s. */
  readonly bitrate?: number;
}

export interface ReadRequest {
  readonly profile: DeviceProfile;
  readonly address: DeviceAddress;
  /** For each exchange with the device, connecting included. A read is a bounded number of exchanges. */
  readonly timeoutMilliseconds: number;
  /** Takes what the device sends for this read, where someone wants to see it. */
  readonly rawFrames?: RawFrames;
}

/** Something that a device says it has, by its own name; null: a value that it does not know. */
export interface DeviceObject {
  readonly path: string;
  readonly value: RawValue;
}

/**
 * An open way to one or more devices. It can read and nothing else: the port has no way to write.
 * Its owner asks for one read at a time; a failed read leaves the link usable for the next one.
 */
export interface DeviceLink {
  /** Rejects with a `DeviceFailure`; never answers a value that the device did not give in this very read. */
  read(request: ReadRequest): Promise<RawValues>;
  /** What the device has, profile or not; only of protocols whose devices tell. Bounded like a read, and rejects like it. */
  listObjects?(request: ReadRequest): Promise<readonly DeviceObject[]>;
  close(): void;
}

export interface BatteryDriver {
  readonly protocol: ProfileProtocol;
  readonly transports: readonly string[];
  /** Opens nothing yet: the first read connects. */
  openLink(endpoint: LinkEndpoint): DeviceLink;
}
