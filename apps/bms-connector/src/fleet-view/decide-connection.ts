import type { DeviceProfile, SchemaCheck, WrongField } from '@trackingbms/device-profiles';
import type { PositiveCurrent } from '../device-profiles/current-direction.js';
import type { BatteryDriver, DeviceAddress, LinkEndpoint } from '../protocols/battery-driver.js';
import { driverFor } from '../protocols/drivers.js';
import type { DeviceRanges } from './device-ranges.js';
import { findProfile, type KnownProfiles } from './find-profile.js';
import type { FoundProfile } from './own-profiles.js';
import { serialProblem, type SerialConnection } from './serial-connection.js';
import { thingSetProblem, type ThingSetConnection } from './thingset-connection.js';

export interface ConnectionRules extends KnownProfiles {
  readonly ranges: DeviceRanges;
  /** Against `battery-connection.schema.json`. */
  readonly checkConnection: SchemaCheck;
}

/** How a client says that a battery is reached, by the names of its fields. */
export interface ConnectionSettings {
  /** Undefined: the operator, at the connector's own machine. */
  readonly tenantId: number | undefined;
  readonly bmsIpAddress: string;
  readonly bmsPort: number;
  readonly bmsProtocol: string;
  readonly bmsConfig: unknown;
}

/** A device as it is dialled and read. */
export interface DeviceConnection {
  readonly driver: BatteryDriver;
  readonly endpoint: LinkEndpoint;
  readonly address: DeviceAddress;
  readonly profile: DeviceProfile;
  readonly timeoutMilliseconds: number;
  readonly positiveCurrent: PositiveCurrent | undefined;
  /** Whether a reading carries what the device sent for it. */
  readonly keepRawFrames: boolean;
  readonly pollIntervalSeconds: number;
}

/** `outside`: the settings may be right, but the operator does not let this client reach the address. */
export type ConnectionDecision =
  | { readonly type: 'reachable'; readonly connection: DeviceConnection }
  | { readonly type: 'wrong'; readonly wrong: readonly WrongField[] }
  | { readonly type: 'outside'; readonly wrong: readonly WrongField[] };

interface Connection extends SerialConnection, ThingSetConnection {
  readonly profile: string;
  readonly transport?: string;
  readonly nodeId?: string;
  readonly unitId?: number;
  readonly basePath?: string;
  readonly channel?: string;
  readonly bitrate?: number;
  readonly baudRate?: number;
  readonly pollIntervalSeconds?: number;
  readonly timeoutMilliseconds?: number;
  readonly positiveCurrent?: PositiveCurrent;
  readonly keepRawFrames?: boolean;
}

const defaultInterval = 10;
const defaultTimeout = 2_000;

/** How a device is dialled and read, or which settings cannot work. What is refused never gets a socket. */
export function decideConnection(settings: ConnectionSettings, rules: ConnectionRules): ConnectionDecision {
  const misfits = rules.checkConnection(settings.bmsConfig);
  if (misfits.length > 0) return { type: 'wrong', wrong: misfits.map(underConnection) };
  const connection = settings.bmsConfig as Connection;
  const host = rules.ranges.admitted(settings.bmsIpAddress, settings.tenantId);
  if (host === undefined) return { type: 'outside', wrong: [outside] };
  const found = findProfile(rules, settings.tenantId, connection.profile);
  const spoken = spokenBy(settings.bmsProtocol, connection, found);
  if ('problem' in spoken) return { type: 'wrong', wrong: [spoken] };
  const problem = serialProblem(connection, host) ?? thingSetProblem(connection, spoken.transport);
  if (problem) return { type: 'wrong', wrong: [problem] };
  return { type: 'reachable', connection: connectionOf({ settings, connection, host, ...spoken }) };
}

const outside: WrongField = {
  path: '/bmsIpAddress',
  problem: 'is outside the ranges that the operator allows',
};

const underConnection = ({ path, problem }: WrongField): WrongField => ({
  path: `/bmsConfig${path === '/' ? '' : path}`,
  problem,
});

interface Spoken {
  readonly profile: DeviceProfile;
  readonly transport: string;
  readonly driver: BatteryDriver;
}

/** How the device is spoken to, or which setting does not fit the others. */
function spokenBy(
  protocol: string,
  connection: Connection,
  found: FoundProfile | undefined,
): Spoken | WrongField {
  const driver = driverFor(protocol);
  const transport = connection.transport ?? 'tcp';
  if (!found) return { path: '/bmsConfig/profile', problem: 'is no known device profile' };
  if ('unreadable' in found) {
    return { path: '/bmsConfig/profile', problem: `cannot be read: see ${found.unreadable} of the profile` };
  }
  const { profile } = found;
  if (!driver) return { path: '/bmsProtocol', problem: 'is not spoken by this connector' };
  if (profile.protocol !== protocol) {
    return { path: '/bmsConfig/profile', problem: `is a profile of ${profile.protocol}` };
  }
  return profile.transports.includes(transport) && driver.transports.includes(transport)
    ? { profile, transport, driver }
    : { path: '/bmsConfig/transport', problem: `must be one of ${profile.transports.join(', ')}` };
}

interface Admitted extends Spoken {
  readonly settings: ConnectionSettings;
  readonly connection: Connection;
  readonly host: string;
}

const speedOf = ({ serial, registers, thingset }: DeviceProfile): number | undefined =>
  (serial ?? registers ?? thingset)?.baudRate;

function endpointOf({ settings, connection, host, profile, transport }: Admitted): LinkEndpoint {
  const isThingSet = profile.protocol === 'thingset';
  const { serialDevice, baudRate = speedOf(profile) } = connection;
  return {
    ...{ protocol: profile.protocol, transport, host, port: settings.bmsPort },
    ...(serialDevice !== undefined && { serialDevice, baudRate }),
    ...(isThingSet && connection.mode === 'binary' && { mode: 'binary' }),
    ...(isThingSet && connection.reports && { reports: true }),
  };
}

function connectionOf(admitted: Admitted): DeviceConnection {
  const { connection, profile, driver } = admitted;
  const { nodeId, unitId, basePath, checksum, shell, channel, bitrate } = connection;
  return {
    driver,
    endpoint: endpointOf(admitted),
    address: { nodeId, unitId, basePath, checksum, shell, channel, bitrate },
    profile,
    timeoutMilliseconds: connection.timeoutMilliseconds ?? defaultTimeout,
    positiveCurrent: connection.positiveCurrent,
    keepRawFrames: connection.keepRawFrames ?? false,
    pollIntervalSeconds: connection.pollIntervalSeconds ?? defaultInterval,
  };
}
