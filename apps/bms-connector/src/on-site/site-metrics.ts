import { Injectable } from '@nestjs/common';
import { ServiceMetrics } from '@trackingbms/service-kit';

/** What an operator can see of the line between the site and the platform. */
@Injectable()
export class SiteMetrics {
  readonly requests;
  readonly clockOffset;
  private fleetKnownAt: () => number | undefined = () => undefined;

  constructor(metrics: ServiceMetrics) {
    this.requests = metrics.counter({
      name: 'connector_platform_requests_total',
      help: 'Requests to the platform by how they ended.',
      labelNames: ['operation', 'outcome'] as const,
    });
    this.clockOffset = metrics.gauge({
      name: 'connector_clock_offset_seconds',
      help: 'Time by which the clock here is ahead of the platform’s.',
    });
    const age = () => this.fleetAge();
    metrics.gauge({
      name: 'connector_fleet_age_seconds',
      help: 'Time since the platform last said what is to be polled; none before the first time.',
      collect() {
        const seconds = age();
        if (seconds !== undefined) this.set(seconds);
      },
    });
  }

  /** Where the time (ms of `performance.now`) of the last answer is asked for when somebody looks. */
  watchFleet(knownAt: () => number | undefined): void {
    this.fleetKnownAt = knownAt;
  }

  private fleetAge(): number | undefined {
    const knownAt = this.fleetKnownAt();
    return knownAt === undefined ? undefined : (performance.now() - knownAt) / 1_000;
  }
}
