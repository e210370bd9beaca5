import { Injectable } from '@nestjs/common';
import { JsonLogger } from '@trackingbms/service-kit';
import type { PlatformObserver, PlatformOutcome } from './platform-client.js';
import type { OnUnreadableEntry } from './site-fleet.js';
import type { FeedObserver } from './site-fleet-feed.js';
import { SiteMetrics } from './site-metrics.js';

const toleratedOffset = 30_000;

/** What happens on the line, as metrics and, when it changes, as log lines. */
@Injectable()
export class SiteObservers {
  private outcome: PlatformOutcome = 'answered';
  private clockIsWrong = false;
  private fleetAt: number | undefined;

  constructor(
    private readonly metrics: SiteMetrics,
    private readonly logger: JsonLogger,
  ) {
    metrics.watchFleet(() => this.fleetAt);
  }

  readonly platform: PlatformObserver = {
    ended: (operation, outcome, reason) => {
      this.metrics.requests.inc({ operation, outcome });
      if (outcome !== this.outcome) this.tellOutcome(outcome, reason);
      this.outcome = outcome;
    },
    clockOffset: (milliseconds) => {
      this.metrics.clockOffset.set(milliseconds / 1_000);
      const isWrong = Math.abs(milliseconds) > toleratedOffset;
      if (isWrong !== this.clockIsWrong) this.tellClock(isWrong, milliseconds);
      this.clockIsWrong = isWrong;
    },
  };

  readonly feed: FeedObserver = {
    current: () => {
      this.fleetAt = performance.now();
    },
    unreadable: (status) =>
      this.logger.warn({ msg: 'what should be the platform answers with no fleet', status }),
    notKept: (error) => this.logger.error({ msg: 'the fleet cannot be kept on the disk', err: error }),
  };

  readonly unreadable: OnUnreadableEntry = (key, reason) =>
    this.logger.error({ msg: 'an entry of the fleet cannot be read', key, reason });

  private tellOutcome(outcome: PlatformOutcome, reason?: string): void {
    if (outcome === 'answered') this.logger.log({ msg: 'the platform answers again' });
    else if (outcome === 'refused')
      this.logger.error({ msg: 'the credential is refused: readings stay in the spool', reason });
    else this.logger.warn({ msg: 'the platform is away: readings stay in the spool', outcome, reason });
  }

  /** Readings carry this machine's time: nothing is corrected by guess. */
  private tellClock(isWrong: boolean, milliseconds: number): void {
    const seconds = Math.round(milliseconds / 1_000);
    if (isWrong) this.logger.warn({ msg: 'the clock of this machine is wrong: set it by NTP', seconds });
    else this.logger.log({ msg: 'the clock of this machine is right again', seconds });
  }
}
