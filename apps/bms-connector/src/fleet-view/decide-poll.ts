import {
  recordKeys,
  type BatteryEntryV1,
  type BatteryTypeEntryV1,
  type TenantEntryV1,
} from '@trackingbms/message-contracts';
import type { DeviceProfile, DeviceProfiles, SchemaCheck, WrongField } from '@trackingbms/device-profiles';
import type { PositiveCurrent } from '../device-profiles/current-direction.js';
import { linkKey } from '../polling/open-links.js';
import { defaultJitter, defaultLongestProbe, defaultOfflineAfter } from '../polling/poll-cadence.js';
import type { BatteryDriver, LinkEndpoint } from '../protocols/battery-driver.js';
import { driverFor } from '../protocols/drivers.js';
import { batteryRating } from './battery-rating.js';
import type { DeviceRanges } from './device-ranges.js';
import type { PollTarget } from './poll-target.js';
import { serialProblem, type SerialConnection } from './serial-connection.js';
import { thingSetProblem, type ThingSetConnection } from './thingset-connection.js';

/** `poll` it, leave it alone (`idle`), or say that its settings cannot work (`refused`). */
export type PollDecision =
  | { readonly type: 'poll'; readonly target: PollTarget }
  | { readonly type: 'idle' }
  | { readonly type: 'refused'; readonly wrong: readonly WrongField[] };

export interface PollRules {
  readonly profiles: DeviceProfiles;
  readonly ranges: DeviceRanges;
  /** Against `battery-connection.schema.json`. */
  readonly checkConnection: SchemaCheck;
  /** Id of the site connector that this process is; undefined for one that runs at the platform. */
  readonly siteConnectorId?: number;
}

export interface KnownBattery {
  readonly tenantId: number;
  readonly battery: BatteryEntryV1;
  readonly type: BatteryTypeEntryV1 | undefined;
  readonly tenant: TenantEntryV1 | undefined;
}

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
}

const defaultInterval = 10;
const defaultTimeout = 2_000;

/** Whether and how a battery is polled. What is refused never gets a socket. */
export function decidePoll(known: KnownBattery, rules: PollRules): PollDecision {
  const { battery } = known;
  if (!isWanted(known) || !isOurs(known, rules) || battery.bmsIpAddress === undefined)
    return { type: 'idle' };
  const wrong = rules.checkConnection(battery.bmsConfig);
  if (wrong.length > 0) return { type: 'refused', wrong: wrong.map(underConnection) };
  const connection = battery.bmsConfig as unknown as Connection;
  const host = rules.ranges.admitted(battery.bmsIpAddress);
  if (host === undefined) return refused('/bmsIpAddress', 'is outside the ranges that the operator allows');
  const spoken = spokenBy(battery, connection, rules.profiles);
  if ('problem' in spoken) return { type: 'refused', wrong: [spoken] };
  const problem = serialProblem(connection, host) ?? thingSetProblem(connection, spoken.transport);
  if (problem) return { type: 'refused', wrong: [problem] };
  return { type: 'poll', target: targetOf({ known, connection, host, ...spoken }) };
}

/** A tenant that is not known yet is not served: its state could be any. */
function isWanted({ battery, tenant }: KnownBattery): boolean {
  const served = tenant?.status === 'active' || tenant?.status === 'trial';
  return served && battery.isActive && battery.status !== 'decommissioned';
}

/** A battery on a customer's site is polled there and nowhere else, so that no device is asked by two. */
const isOurs = ({ battery }: KnownBattery, { siteConnectorId }: PollRules): boolean =>
  battery.bmsConfig.siteConnectorId === siteConnectorId;

const refused = (path: string, problem: string): PollDecision => ({
  type: 'refused',
  wrong: [{ path, problem }],
});

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
  { bmsProtocol }: BatteryEntryV1,
  connection: Connection,
  profiles: DeviceProfiles,
): Spoken | WrongField {
  const profile = profiles.find(connection.profile);
  const driver = driverFor(bmsProtocol);
  const transport = connection.transport ?? 'tcp';
  if (!profile) return { path: '/bmsConfig/profile', problem: 'is no known device profile' };
  if (!driver) return { path: '/bmsProtocol', problem: 'is not spoken by this connector' };
  if (profile.protocol !== bmsProtocol) {
    return { path: '/bmsConfig/profile', problem: `is a profile of ${profile.protocol}` };
  }
  return profile.transports.includes(transport) && driver.transports.includes(transport)
    ? { profile, transport, driver }
    : { path: '/bmsConfig/transport', problem: `must be one of ${profile.transports.join(', ')}` };
}

interface Admitted extends Spoken {
  readonly known: KnownBattery;
  readonly connection: Connection;
  readonly host: string;
}

const speedOf = ({ serial, registers, thingset }: DeviceProfile): number | undefined =>
  (serial ?? registers ?? thingset)?.baudRate;

function targetOf({ known, connection, host, profile, transport, driver }: Admitted): PollTarget {
  const { tenantId, battery, type } = known;
  const isBinary = profile.protocol === 'thingset' && connection.mode === 'binary';
  const { serialDevice, baudRate = speedOf(profile) } = connection;
  const address = { protocol: profile.protocol, transport, host, port: battery.bmsPort };
  const endpoint: LinkEndpoint = {
    ...address,
    ...(serialDevice !== undefined && { serialDevice, baudRate }),
    ...(isBinary && { mode: 'binary' }),
  };
  const { nodeId, unitId, basePath, checksum, shell, channel, bitrate } = connection;
  return {
    key: recordKeys.battery(tenantId, battery.batteryId),
    link: linkKey(endpoint),
    tenantId,
    batteryId: battery.batteryId,
    driver,
    endpoint,
    address: { nodeId, unitId, basePath, checksum, shell, channel, bitrate },
    profile,
    timeoutMilliseconds: connection.timeoutMilliseconds ?? defaultTimeout,
    positiveCurrent: connection.positiveCurrent,
    rating: batteryRating(battery, type),
    cadence: {
      interval: (connection.pollIntervalSeconds ?? defaultInterval) * 1_000,
      jitter: defaultJitter,
      offlineAfter: defaultOfflineAfter,
      longestProbe: defaultLongestProbe,
    },
  };
}
