import { isDeepStrictEqual } from 'node:util';
import type { WrongField } from '@trackingbms/device-profiles';
import { decidePoll, type KnownBattery, type PollDecision, type PollRules } from './decide-poll.js';
import { soleOwner, type LinkOwnership } from '../sharing/link-ownership.js';
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
  private readonly decisions = new Map<string, PollDecision>();
  private readonly polled = new Map<string, PollTarget>();
  private readonly refusals = new Map<string, readonly WrongField[]>();
  private begun = false;

  constructor(
    private readonly rules: PollRules,
    private readonly listener: RosterListener,
    private readonly ownership: LinkOwnership = soleOwner,
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

  /** Other links are this process's from now on: what it lost stops, what it gained starts, the rest goes on. */
  redistribute(): void {
    for (const [key, decision] of this.decisions) this.carryOut(key, decision);
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
    const decision: PollDecision = known ? decidePoll(known, this.rules) : { type: 'idle' };
    if (known) this.decisions.set(key, decision);
    else this.decisions.delete(key);
    this.carryOut(key, decision);
  }

  private carryOut(key: string, decision: PollDecision): void {
    if (decision.type === 'poll' && this.ownership.owns(decision.target.link))
      return this.poll(decision.target);
    if (this.polled.delete(key)) this.listener.stop(key);
    // A battery without a link belongs to one of the replicas too: the others need not say that it is refused.
    if (decision.type === 'refused' && this.ownership.owns(key)) this.refuse(key, decision.wrong);
    else this.refusals.delete(key);
  }

  /** A change that does not touch the polling, a battery's name for example, must not start it anew. */
  private poll(target: PollTarget): void {
    this.refusals.delete(target.key);
    if (isDeepStrictEqual(this.polled.get(target.key), target)) return;
    this.polled.set(target.key, target);
    this.listener.poll(target);
  }

  private refuse(key: string, wrong: readonly WrongField[]): void {
    const known = this.known.get(key);
    if (!known || isDeepStrictEqual(this.refusals.get(key), wrong)) return;
    this.refusals.set(key, wrong);
    this.listener.refuse(known, wrong);
  }
}
