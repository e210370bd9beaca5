import type { OutgoingEvent } from '@trackingbms/event-log';
import { recordKeys } from '@trackingbms/message-contracts';
import { decodeReading, hasKnownValue, type DecodedReading } from '../device-profiles/decode-reading.js';
import type { PollTarget } from '../fleet-view/poll-target.js';
import { DeviceFailure, failureOf } from '../protocols/device-failure.errors.js';
import { RawFrames } from '../protocols/raw-frames.js';
import type { RawValues } from '../protocols/raw-value.js';
import { presenceChanged, readingRecorded, type BatteryRef } from '../readings/battery-events.js';
import type { CommunicationCounts } from '../readings/communication-counts.js';
import { ReadingHistory } from '../readings/reading-history.js';
import type { Clock } from './clock.js';
import {
  afterFailure,
  afterReading,
  unknownPresence,
  type Presence,
  type PresenceStep,
} from './device-presence.js';
import type { OpenLinks } from './open-links.js';

export interface PollerObserver {
  /** A poll gave a reading, after so many ms. */
  read?(target: PollTarget, milliseconds: number): void;
  failed?(target: PollTarget, failure: DeviceFailure): void;
  /** A defect of this program: the poll counts as garbled, the next one goes on. */
  broken?(target: PollTarget, error: unknown): void;
}

interface PollerParts {
  readonly clock: Clock;
  readonly links: OpenLinks;
  /** Takes the events over; never fails. */
  readonly send: (events: readonly OutgoingEvent[]) => void;
  /**
   * False once the battery is polled in another way, by another process or not at all: no poll begins, and what comes
   * of one under way is thrown away.
   */
  readonly isCurrent: (target: PollTarget) => boolean;
  readonly communication: CommunicationCounts;
  readonly observer?: PollerObserver;
}

interface PollAnswer {
  readonly decoded: DecodedReading;
  readonly rawFrames: readonly string[] | undefined;
  /** ms. */
  readonly begin: number;
}

/** Makes readings, or failures that are counted, out of polls. */
export class BatteryPoller {
  private readonly presences = new Map<string, Presence>();
  private readonly history = new ReadingHistory();

  constructor(private readonly parts: PollerParts) {}

  /** Polls once; answers the failed polls in a row. */
  async poll(target: PollTarget): Promise<number> {
    const { clock, links, isCurrent } = this.parts;
    if (!isCurrent(target)) return this.discard(target);
    const begin = clock.now();
    try {
      const link = links.linkOf(target.key, target.driver, target.endpoint);
      const { profile, address, timeoutMilliseconds, positiveCurrent } = target;
      const rawFrames = target.keepRawFrames ? new RawFrames() : undefined;
      const raw = await link.read({ profile, address, timeoutMilliseconds, rawFrames });
      const decoded = decodeReading(profile, raw, positiveCurrent);
      mustHaveValues(raw, decoded);
      if (!isCurrent(target)) return this.discard(target);
      return this.succeed(target, { decoded, rawFrames: rawFrames?.all, begin });
    } catch (error) {
      if (!isCurrent(target)) return this.discard(target);
      return this.fail(target, error);
    }
  }

  /** Settings that cannot work are said like a device that cannot be reached, so that the owner sees why. */
  refuse(battery: BatteryRef): void {
    const change = { type: 'disconnected', reason: 'configuration', failures: 1 } as const;
    const { clock, communication, send } = this.parts;
    send([presenceChanged(battery, { ...change, at: clock.now(), lastReadingAt: undefined })]);
    const key = recordKeys.battery(battery.tenantId, battery.batteryId);
    communication.failed({ ...battery, key }, change.reason);
    communication.reportNow(key);
  }

  forget(key: string): void {
    this.presences.delete(key);
    this.history.forget(key);
    this.parts.links.leave(key);
    this.parts.communication.reportNow(key);
  }

  private succeed(target: PollTarget, { decoded, rawFrames, begin }: PollAnswer): number {
    const { clock, communication, observer } = this.parts;
    // The reading's time, fixed here for every later attempt to send it.
    const at = clock.now();
    const { failures } = this.presenceOf(target);
    const reading = this.history.assess(target, decoded, at, failures);
    this.step(target, afterReading(this.presenceOf(target), at), [
      readingRecorded(target, reading, rawFrames),
    ]);
    communication.read(target, at - begin, reading.signalStrength);
    observer?.read?.(target, at - begin);
    return 0;
  }

  private fail(target: PollTarget, error: unknown): number {
    const { clock, communication, observer } = this.parts;
    if (!(error instanceof DeviceFailure)) observer?.broken?.(target, error);
    const failure =
      error instanceof DeviceFailure ? error : new DeviceFailure('garbled', failureOf(error).message);
    observer?.failed?.(target, failure);
    const at = { at: clock.now(), kind: failure.kind };
    const step = afterFailure(this.presenceOf(target), at, target.cadence.offlineAfter);
    this.step(target, step, []);
    communication.failed(target, failure.kind);
    // Whoever looks at a device that has just gone sees what it failed with.
    if (step.change) communication.reportNow(target.key);
    return step.presence.failures;
  }

  /** The battery may be gone altogether by now: then nothing of it stays behind. */
  private discard(target: PollTarget): number {
    return this.presenceOf(target).failures;
  }

  private step(
    target: PollTarget,
    { presence, change }: PresenceStep,
    events: readonly OutgoingEvent[],
  ): void {
    this.presences.set(target.key, presence);
    const all = change ? [presenceChanged(target, change), ...events] : events;
    if (all.length > 0) this.parts.send(all);
  }

  private presenceOf({ key }: PollTarget): Presence {
    return this.presences.get(key) ?? unknownPresence;
  }
}

function mustHaveValues(raw: RawValues, decoded: DecodedReading): void {
  if (!hasKnownValue(decoded)) {
    throw new DeviceFailure('garbled', `an answer without a value for any of ${raw.size} sources`);
  }
}
