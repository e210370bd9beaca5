import { Injectable } from '@nestjs/common';
import { JsonLogger } from '@trackingbms/service-kit';
import { ConnectorMetrics } from './connector-metrics.js';
import type { OnUnreadable } from './fleet-view/fleet-feed.js';
import type { PollingObserver } from './polling/fleet-polling.js';
import type { SharingObserver } from './sharing/device-sharing.js';
import type { OutletObserver } from './spool/event-outlet.js';
import type { SpoolObserver } from './spool/spool.js';

/** What the parts report, as metrics and, where somebody has to act, as log lines. Never a value of a reading. */
@Injectable()
export class ConnectorObservers {
  constructor(
    private readonly metrics: ConnectorMetrics,
    private readonly logger: JsonLogger,
  ) {}

  /** Where the numbers of batteries are asked for when somebody looks. */
  watchBatteries(counts: Parameters<ConnectorMetrics['watch']>[0]): void {
    this.metrics.watch(counts);
  }

  readonly fleetUnknown = (error: unknown): void =>
    this.logger.warn({ msg: 'the fleet topics cannot be read yet', error: String(error) });

  readonly polling: PollingObserver = {
    read: ({ profile }, milliseconds) => {
      this.metrics.polls.inc({ profile: profile.profile });
      this.metrics.pollSeconds.observe({ profile: profile.profile }, milliseconds / 1_000);
    },
    failed: ({ key, profile }, { kind, message }) => {
      this.metrics.failures.inc({ profile: profile.profile, kind });
      this.logger.debug({ msg: 'poll failed', battery: key, kind, problem: message });
    },
    broken: ({ key }, error) => this.logger.error({ msg: 'a poll broke', battery: key, err: error }),
    refused: ({ tenantId, battery }, wrong) =>
      this.logger.warn({ msg: 'battery is not polled', tenantId, batteryId: battery.batteryId, wrong }),
    skipped: () => this.metrics.skipped.inc(),
    began: (lateness) => this.metrics.lateness.observe(lateness / 1_000),
  };

  readonly sharing: SharingObserver = {
    shares: (count) => {
      this.metrics.shares.set(count);
      this.logger.log({
        msg: count > 0 ? 'devices are shared out anew' : 'no share of the devices is held',
        shares: count,
      });
    },
    unjoined: (error) =>
      this.logger.warn({ msg: 'the other replicas cannot be joined yet', error: String(error) }),
  };

  readonly spool: SpoolObserver = {
    changed: (bytes, records) => {
      this.metrics.spoolBytes.set(bytes);
      this.metrics.spoolRecords.set(records);
    },
    lost: (records, why) => {
      this.metrics.spoolLost.inc({ why }, records);
      this.logger.error({ msg: 'spooled events are lost', records, why });
    },
  };

  readonly outlet: OutletObserver = {
    published: (events) => this.metrics.published.inc(events),
    refused: ({ type, id }, error) => {
      this.metrics.refusedEvents.inc();
      this.logger.error({ msg: 'an event is refused for good', type, id, problem: String(error) });
    },
    spooling: (error) =>
      this.logger.warn({ msg: 'the log is away: events go to the spool', error: String(error) }),
    caughtUp: () => this.logger.log({ msg: 'the spool is empty again' }),
  };

  readonly unreadable: OnUnreadable = (topic, offset, reason) =>
    this.logger.error({ msg: 'an entry cannot be read', topic, offset: String(offset), reason });
}
