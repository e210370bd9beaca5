import {
  recordKeys,
  type BatteryEntryV1,
  type BatteryTypeEntryV1,
  type TenantEntryV1,
} from '@trackingbms/message-contracts';
import type { WrongField } from '@trackingbms/device-profiles';
import { linkKey } from '../polling/open-links.js';
import { defaultJitter, defaultLongestProbe, defaultOfflineAfter } from '../polling/poll-cadence.js';
import { batteryRating } from './battery-rating.js';
import { decideConnection, type ConnectionRules, type DeviceConnection } from './decide-connection.js';
import { machineDeviceProblem } from './machine-device.js';
import { findProfile } from './find-profile.js';
import type { PollTarget } from './poll-target.js';

/** `poll` it, leave it alone (`idle`), or say that its settings cannot work (`refused`). */
export type PollDecision =
  | { readonly type: 'poll'; readonly target: PollTarget }
  | { readonly type: 'idle' }
  | { readonly type: 'refused'; readonly wrong: readonly WrongField[] };

export interface PollRules extends ConnectionRules {
  /** True on a customer's site, where it polls what the platform has given it; false at the platform. */
  readonly onSite: boolean;
  /** Whether this process is one of several that share the devices. */
  readonly sharesDevices?: boolean;
}

export interface KnownBattery {
  readonly tenantId: number;
  readonly battery: BatteryEntryV1;
  readonly type: BatteryTypeEntryV1 | undefined;
  readonly tenant: TenantEntryV1 | undefined;
}

/** Whether and how a battery is polled. What is refused never gets a socket. */
export function decidePoll(known: KnownBattery, rules: PollRules): PollDecision {
  const { tenantId, battery } = known;
  const { bmsIpAddress, bmsPort, bmsProtocol, bmsConfig } = battery;
  if (!isServed(known) || !isOurs(known, rules) || bmsIpAddress === undefined) return { type: 'idle' };
  if (isPushed(known, rules)) return { type: 'idle' };
  const decision = decideConnection({ tenantId, bmsIpAddress, bmsPort, bmsProtocol, bmsConfig }, rules);
  if (decision.type !== 'reachable') return { type: 'refused', wrong: decision.wrong };
  const { transport } = decision.connection.endpoint;
  const problem = machineDeviceProblem(transport, rules.sharesDevices);
  if (problem) return { type: 'refused', wrong: [problem] };
  return { type: 'poll', target: targetOf(known, decision.connection) };
}

/** A tenant that is not known yet is not served: its state could be any. */
export function isServed({ battery, tenant }: KnownBattery): boolean {
  const served = tenant?.status === 'active' || tenant?.status === 'trial';
  return served && battery.isActive && battery.status !== 'decommissioned';
}

/** A battery on a customer's site is polled there and nowhere else, so that no device is asked by two. */
const isOurs = ({ battery }: KnownBattery, { onSite }: PollRules): boolean =>
  (battery.bmsConfig.siteConnectorId !== undefined) === onSite;

/** A device that speaks by itself is not asked, whatever address it has. */
function isPushed({ tenantId, battery }: KnownBattery, rules: PollRules): boolean {
  const found = findProfile(rules, tenantId, String(battery.bmsConfig.profile));
  return found !== undefined && 'profile' in found && found.profile.protocol === 'push';
}

function targetOf(
  { tenantId, battery, type }: KnownBattery,
  { pollIntervalSeconds, ...connection }: DeviceConnection,
): PollTarget {
  return {
    ...connection,
    key: recordKeys.battery(tenantId, battery.batteryId),
    link: linkKey(connection.endpoint),
    tenantId,
    batteryId: battery.batteryId,
    rating: batteryRating(battery, type),
    cadence: {
      interval: pollIntervalSeconds * 1_000,
      jitter: defaultJitter,
      offlineAfter: defaultOfflineAfter,
      longestProbe: defaultLongestProbe,
    },
  };
}
