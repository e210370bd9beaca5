import type { OutgoingEvent } from '@trackingbms/event-log';
import { BatteryRoster, type RosterListener } from '../fleet-view/battery-roster.js';
import type { KnownBattery, PollRules } from '../fleet-view/decide-poll.js';
import { FleetView } from '../fleet-view/fleet-view.js';
import type { PollTarget } from '../fleet-view/poll-target.js';
import type { WrongField } from '@trackingbms/device-profiles';
import type { CommunicationCounts } from '../readings/communication-counts.js';
import { soleOwner, type LinkOwnership } from '../sharing/link-ownership.js';
import { BatteryPoller, type PollerObserver } from './battery-poller.js';
import type { Clock } from './clock.js';
import { LinkLanes } from './link-lanes.js';
import { LinkTurns } from './link-turns.js';
import { OpenLinks } from './open-links.js';
import { PollScheduler, type SchedulerObserver } from './poll-scheduler.js';

export interface PollingObserver extends PollerObserver, SchedulerObserver {
  refused?(battery: KnownBattery, wrong: readonly WrongField[]): void;
}

interface PollingParts {
  readonly rules: PollRules;
  readonly clock: Clock;
  readonly random: () => number;
  readonly maxConcurrentPolls: number;
  readonly send: (events: readonly OutgoingEvent[]) => void;
  /** Started and stopped by its owner. */
  readonly communication: CommunicationCounts;
  readonly observer?: PollingObserver;
  /** By default everything is this process's. */
  readonly ownership?: LinkOwnership;
}

/** The whole of polling behind three doors: what the fleet is, begin, stop. */
export class FleetPolling {
  readonly view: FleetView;
  /** Turns at the devices for others, between the polls. */
  readonly turns: LinkTurns;
  private readonly roster: BatteryRoster;
  private readonly links = new OpenLinks();
  private readonly scheduler: PollScheduler<PollTarget>;
  private stopped = false;

  constructor(parts: PollingParts) {
    const { rules, clock, random, maxConcurrentPolls, send, communication, observer } = parts;
    const { ownership = soleOwner } = parts;
    const isCurrent = (target: PollTarget): boolean =>
      !this.stopped && ownership.isHeld && this.roster.isCurrent(target);
    const { links } = this;
    const poller = new BatteryPoller({ clock, links, send, isCurrent, communication, observer });
    const lanes = new LinkLanes(maxConcurrentPolls);
    this.turns = new LinkTurns(links, lanes);
    this.scheduler = new PollScheduler<PollTarget>({
      clock,
      lanes,
      poll: (target) => poller.poll(target),
      random,
      observer,
    });
    const listener: RosterListener = {
      poll: (target) => this.scheduler.set(target),
      stop: (key) => {
        this.scheduler.remove(key);
        poller.forget(key);
      },
      refuse: (known, wrong) => {
        poller.refuse({ tenantId: known.tenantId, batteryId: known.battery.batteryId });
        observer?.refused?.(known, wrong);
      },
    };
    this.roster = new BatteryRoster(rules, listener, ownership);
    this.view = new FleetView((key, battery) => this.roster.changed(key, battery));
    rules.ownProfiles?.whenChanged((tenantId) => this.view.tellAgain(tenantId));
  }

  /** To be called once the view holds the whole fleet. */
  begin(): void {
    this.roster.begin();
  }

  /** To be called whenever the ownership has changed. */
  redistribute(): void {
    this.roster.redistribute();
  }

  /** No poll begins any more; what is under way ends as a failure that nobody hears of. */
  stop(): void {
    this.stopped = true;
    this.scheduler.stop();
    this.links.closeAll();
  }

  get counts(): { readonly polled: number; readonly refused: number } {
    return { polled: this.roster.polledCount, refused: this.roster.refusedCount };
  }
}
