import type { WrongField } from '@trackingbms/device-profiles';
import type { EventSink } from '@trackingbms/event-log';
import { recordKeys } from '@trackingbms/message-contracts';
import type { KnownBattery } from '../fleet-view/decide-poll.js';
import { presenceChanged, readingsRecorded, type BatteryRef } from '../readings/battery-events.js';
import type { CommunicationCounts } from '../readings/communication-counts.js';
import { decidePush, type PushRules } from './decide-push.js';
import { publishAcknowledged } from './publish-acknowledged.js';
import { PushMemory, type JudgedPush } from './push-memory.js';
import type { PushTarget } from './push-target.js';
import { readPush, type Arrival, type ReadPush, type RefusedReading, type WrongPush } from './read-push.js';
import { TokenBuckets } from './token-buckets.js';

/** What a device pushed, by whichever way it came. */
export interface Pushed extends Arrival {
  /** Whose readings these are: the credential's battery, and no other. */
  readonly battery: BatteryRef;
  /** JSON values in the order of their coming. */
  readonly documents: readonly unknown[];
}

export type PushOutcome =
  | AcceptedPush
  | WrongPush
  /** Not one of the readings can be kept. */
  | { readonly type: 'nothing-kept'; readonly refused: readonly RefusedReading[] }
  /** The battery or its client is not in service. */
  | { readonly type: 'not-served' }
  /** Settings of the battery that cannot work. */
  | { readonly type: 'refused-settings'; readonly wrong: readonly WrongField[] }
  /** Too many readings a minute: these may come again after so many ms. */
  | { readonly type: 'over-rate'; readonly wait: number }
  /** The log has not acknowledged them: everything is to be sent again. */
  | { readonly type: 'log-away' };

/** Acknowledged by the log: the sender may forget them. */
export interface AcceptedPush {
  readonly type: 'accepted';
  readonly accepted: number;
  /** Left out because an earlier reading of the push has the same time. */
  readonly duplicates: number;
  /** Values that were not believed and are kept aside. */
  readonly setAside: number;
  readonly refused: readonly RefusedReading[];
}

export interface PushParts {
  readonly rules: PushRules;
  readonly find: (battery: BatteryRef) => KnownBattery | undefined;
  readonly sink: EventSink;
  /** Where what came of each battery's pushes is counted. */
  readonly communication: Pick<CommunicationCounts, 'read' | 'failed'>;
  /** Readings a minute and battery. */
  readonly readingsPerMinute: number;
}

const mostBuckets = 100_000;
/** A full request has to fit into a full bucket. */
const smallestBurst = 1_000;

/** Takes pushed readings: nothing is accepted before the log has acknowledged it. */
export class AcceptReadings {
  private readonly memory = new PushMemory();
  private readonly rates: TokenBuckets;

  constructor(private readonly parts: PushParts) {
    const perMinute = parts.readingsPerMinute;
    const burst = Math.max(perMinute, smallestBurst);
    this.rates = new TokenBuckets({ perMinute, burst, mostKeys: mostBuckets });
  }

  /** ms until the battery may push one reading: so that what will be refused need not be read. */
  waitOf({ tenantId, batteryId }: BatteryRef, now: number): number {
    return this.rates.waitFor(recordKeys.battery(tenantId, batteryId), 1, now);
  }

  async accept(pushed: Pushed): Promise<PushOutcome> {
    const { battery, documents } = pushed;
    const known = this.parts.find(battery);
    const decision = known ? decidePush(known, this.parts.rules) : ({ type: 'not-served' } as const);
    if (decision.type === 'refused') return { type: 'refused-settings', wrong: decision.wrong };
    if (decision.type === 'not-served') return decision;
    const { target } = decision;
    const read = readPush(target, documents, pushed);
    if (read.type !== 'read') {
      this.countUnreadable(battery);
      return read;
    }
    read.refused.forEach(() => this.parts.communication.failed(target, 'refused-value'));
    if (read.readings.length === 0) return { type: 'nothing-kept', refused: read.refused };
    return this.publish(target, read, pushed);
  }

  /** Something came from the battery's device that could not be read at all. */
  countUnreadable({ tenantId, batteryId }: BatteryRef): void {
    const key = recordKeys.battery(tenantId, batteryId);
    this.parts.communication.failed({ key, tenantId, batteryId }, 'garbled');
  }

  private async publish(target: PushTarget, read: ReadPush, arrival: Arrival): Promise<PushOutcome> {
    const count = read.readings.length;
    const now = rateClock(read, arrival);
    const wait = this.rates.take(target.key, count, now);
    if (wait > 0) return { type: 'over-rate', wait };
    const judged = this.memory.judge(target, read.readings, arrival.receivedAt);
    if (!(await publishAcknowledged(this.parts.sink, eventsOf(target, judged)))) {
      this.rates.giveBack(target.key, count, now);
      return { type: 'log-away' };
    }
    this.memory.remember(target, judged);
    for (const { signalStrength } of judged.readings)
      this.parts.communication.read(target, undefined, signalStrength);
    const { duplicates, refused } = read;
    return { type: 'accepted', accepted: count, duplicates, setAside: setAsideIn(judged), refused };
  }
}

/**
 * Epoch ms that a rate is counted by. What was kept on its way comes faster than it was measured: by its own times it is
 * no more than its device is allowed.
 */
function rateClock({ readings }: ReadPush, { receivedAt, needsTimes }: Arrival): number {
  return needsTimes ? Math.min(receivedAt, readings.at(-1)?.timestamp ?? receivedAt) : receivedAt;
}

function eventsOf(target: PushTarget, { readings, isReturn, heard }: JudgedPush) {
  const connected = { type: 'connected', at: heard.at } as const;
  return [...(isReturn ? [presenceChanged(target, connected)] : []), ...readingsRecorded(target, readings)];
}

const setAsideIn = ({ readings }: JudgedPush): number =>
  readings.reduce((sum, { setAside }) => sum + (setAside?.length ?? 0), 0);
