import { isDeepStrictEqual } from 'node:util';
import type { WrongField } from '@trackingbms/device-profiles';
import { decidePoll, type KnownBattery, type PollRules } from './decide-poll.js';
import type { PollTarget } from './poll-target.js';

/** What the roster's decisions are carried out by. */
export interface RosterListener {
  poll(target: PollTarget): void;
  stop(key: string): void;
  refuse(battery: KnownBattery, wrong: readonly WrongField[]): void;
}

/**
 * Which batteries are polled, kept in step with the fleet. Nothing is decided before `begin`: halfway through the
 * topics an old entry could start polling what a newer one has stopped.
 */
export class BatteryRoster {
  private readonly known = new Map<string, KnownBattery>();
  private readonly polled = new Map<string, PollTarget>();
  private readonly refusals = new Map<string, readonly WrongField[]>();
  private begun = false;

  constructor(
    private readonly rules: PollRules,
    private readonly listener: RosterListener,
  ) {}

  begin(): void {
    this.begun = true;
    for (const key of this.known.keys()) this.decide(key);
  }

  changed(key: string, battery: KnownBattery | undefined): void {
    if (battery) this.known.set(key, battery);
    else this.known.delete(key);
    if (this.begun) this.decide(key);
  }

  get polledCount(): number {
    return this.polled.size;
  }

  get refusedCount(): number {
    return this.refusals.size;
  }

  /** Whether a battery is still polled in just this way. */
  isCurrent(target: PollTarget): boolean {
    return this.polled.get(target.key) === target;
  }

  private decide(key: string): void {
    const known = this.known.get(key);
    const decision = known ? decidePoll(known, this.rules) : { type: 'idle' as const };
    if (decision.type === 'poll') return this.poll(decision.target);
    if (this.polled.delete(key)) this.listener.stop(key);
    if (decision.type === 'refused' && known) this.refuse(key, known, decision.wrong);
    else this.refusals.delete(key);
  }

  /** A change that does not touch the polling, a battery's name for example, must not start it anew. */
  private poll(target: PollTarget): void {
    this.refusals.delete(target.key);
    if (isDeepStrictEqual(this.polled.get(target.key), target)) return;
    this.polled.set(target.key, target);
    this.listener.poll(target);
  }

  private refuse(key: string, known: KnownBattery, wrong: readonly WrongField[]): void {
    if (isDeepStrictEqual(this.refusals.get(key), wrong)) return;
    this.refusals.set(key, wrong);
    this.listener.refuse(known, wrong);
  }
}
