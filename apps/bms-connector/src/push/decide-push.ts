import type { DeviceProfile, SchemaCheck, WrongField } from '@trackingbms/device-profiles';
import { recordKeys } from '@trackingbms/message-contracts';
import type { PositiveCurrent } from '../device-profiles/current-direction.js';
import { batteryRating } from '../fleet-view/battery-rating.js';
import { isServed, type KnownBattery } from '../fleet-view/decide-poll.js';
import type { PushTarget } from './push-target.js';

/** Take its readings, take none (`not-served`), or say that its settings cannot work (`refused`). */
export type PushDecision =
  | { readonly type: 'push'; readonly target: PushTarget }
  | { readonly type: 'not-served' }
  | { readonly type: 'refused'; readonly wrong: readonly WrongField[] };

/** A profile by what a battery of the tenant calls it: a shipped one, the operator's or the client's own. */
export type FindProfile = (tenantId: number, reference: string) => DeviceProfile | undefined;

export interface PushRules {
  readonly findProfile: FindProfile;
  /** Against `battery-connection.schema.json`. */
  readonly checkConnection: SchemaCheck;
}

interface Connection {
  readonly profile: string;
  readonly positiveCurrent?: PositiveCurrent;
  readonly pollIntervalSeconds?: number;
}

/** What counts for a battery that names no profile: the platform's own shape. */
export const defaultPushProfile = 'trackingbms-json';

const shortestSilence = 60_000;
const intervalsMissed = 3;
/** ms; for a device that says not how often it pushes. */
const usualSilence = 15 * 60_000;

/** Whether and how a battery's pushed readings are taken. */
export function decidePush(known: KnownBattery, rules: PushRules): PushDecision {
  if (!isServed(known)) return { type: 'not-served' };
  const { tenantId, battery } = known;
  const settings = { profile: defaultPushProfile, ...battery.bmsConfig };
  const wrong = rules.checkConnection(settings);
  if (wrong.length > 0) return { type: 'refused', wrong };
  const connection = settings as Connection;
  const profile = rules.findProfile(tenantId, connection.profile);
  if (!profile) return refused('is no known device profile');
  if (profile.protocol !== 'push')
    return refused(`is a profile of ${profile.protocol}: nothing is pushed by it`);
  return { type: 'push', target: targetOf(known, connection, profile) };
}

const refused = (problem: string): PushDecision => ({
  type: 'refused',
  wrong: [{ path: '/profile', problem }],
});

function targetOf(known: KnownBattery, connection: Connection, profile: DeviceProfile): PushTarget {
  const { tenantId, battery, type } = known;
  const { batteryId, uuid, serialNumber } = battery;
  const { pollIntervalSeconds, positiveCurrent } = connection;
  return {
    key: recordKeys.battery(tenantId, batteryId),
    tenantId,
    batteryId,
    profile,
    positiveCurrent,
    rating: batteryRating(battery, type),
    names: [String(batteryId), uuid, serialNumber],
    silence:
      pollIntervalSeconds === undefined
        ? usualSilence
        : Math.max(shortestSilence, intervalsMissed * pollIntervalSeconds * 1_000),
  };
}
