import { Injectable } from '@nestjs/common';
import { ServiceMetrics } from '@trackingbms/service-kit';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

interface BatteryCounts {
  readonly polled: number;
  readonly refused: number;
}

/** What an operator can see of the connector's work. No label names a tenant or a battery. */
@Injectable()
export class ConnectorMetrics {
  readonly polls;
  readonly failures;
  readonly pollSeconds;
  readonly skipped;
  readonly lateness;
  readonly shares;
  private counts: () => BatteryCounts | undefined = () => undefined;
  readonly spoolBytes;
  readonly spoolRecords;
  readonly spoolLost;
  readonly published;
  readonly refusedEvents;

  constructor(metrics: ServiceMetrics) {
    const labels = ['profile'] as const;
    this.polls = metrics.counter({ name: 'connector_polls_total', help: 'Good polls.', labelNames: labels });
    this.failures = metrics.counter({
      name: 'connector_poll_failures_total',
      help: 'Failed polls by kind.',
      labelNames: ['profile', 'kind'] as const,
    });
    this.pollSeconds = metrics.histogram({
      name: 'connector_poll_seconds',
      help: 'Duration of good polls.',
      labelNames: labels,
      buckets: seconds,
    });
    this.skipped = metrics.counter({
      name: 'connector_polls_skipped_total',
      help: 'Polls left out because the one before was not over.',
    });
    this.lateness = metrics.histogram({
      name: 'connector_poll_lateness_seconds',
      help: 'Time between when a poll was due and when it began.',
      buckets: seconds,
    });
    this.shares = metrics.gauge({
      name: 'connector_shares',
      help: 'Shares of the devices that this replica polls; only set where devices are shared.',
    });
    this.showBatteries(metrics);
    this.spoolBytes = metrics.gauge({ name: 'connector_spool_bytes', help: 'Bytes that wait on the disk.' });
    this.spoolRecords = metrics.gauge({
      name: 'connector_spool_records',
      help: 'Events that wait on the disk.',
    });
    this.spoolLost = metrics.counter({
      name: 'connector_spool_lost_total',
      help: 'Events that will never be sent.',
      labelNames: ['why'] as const,
    });
    this.published = metrics.counter({
      name: 'connector_events_published_total',
      help: 'Acknowledged events.',
    });
    this.refusedEvents = metrics.counter({
      name: 'connector_events_refused_total',
      help: 'Events that the log would never take.',
    });
  }

  /** Where the numbers of batteries are asked for when somebody looks. */
  watch(counts: () => BatteryCounts | undefined): void {
    this.counts = counts;
  }

  private showBatteries(metrics: ServiceMetrics): void {
    const counts = () => this.counts() ?? { polled: 0, refused: 0 };
    metrics.gauge({
      name: 'connector_batteries',
      help: 'Batteries that are polled, and those whose settings are refused.',
      labelNames: ['state'] as const,
      collect() {
        const { polled, refused } = counts();
        this.set({ state: 'polled' }, polled);
        this.set({ state: 'refused' }, refused);
      },
    });
  }
}
