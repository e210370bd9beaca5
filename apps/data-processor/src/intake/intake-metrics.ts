import { Injectable } from '@nestjs/common';
import { JsonLogger, ServiceMetrics } from '@trackingbms/service-kit';
import type { IntakeObserver } from './intake-ports.js';

/** Counts and logs what the intake does. Tenants are in the log, not in the labels: those would grow without end. */
@Injectable()
export class IntakeMetrics implements IntakeObserver {
  /** Told of tenants whose alerts changed. */
  onAlertsChanged: (tenantId: number) => void = () => undefined;
  /** Answers how many tenants are parked. */
  parkedNow: () => number = () => 0;
  readonly #readings;
  readonly #transactions;
  readonly #letters;
  readonly #parkings;
  readonly #alarms;

  constructor(
    private readonly logger: JsonLogger,
    metrics: ServiceMetrics,
  ) {
    this.#readings = metrics.counter({ name: 'intake_readings_total', help: 'Readings stored.' });
    this.#transactions = metrics.histogram({
      name: 'intake_transaction_seconds',
      help: 'Time of one transaction of one tenant.',
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    });
    this.#letters = metrics.counter({
      name: 'intake_dead_letters_total',
      help: 'Records set aside, by the code of the reason.',
      labelNames: ['reason'],
    });
    this.#parkings = metrics.counter({
      name: 'intake_parkings_total',
      help: 'Tenants that had to wait, by reason.',
      labelNames: ['reason'],
    });
    const parkedNow = () => this.parkedNow();
    metrics.gauge({
      name: 'intake_parked_tenants',
      help: 'Tenants that wait now.',
      collect() {
        this.set(parkedNow());
      },
    });
    this.#alarms = metrics.counter({
      name: 'intake_alarms_total',
      help: 'Things an operator has to look at.',
    });
  }

  applied(_tenantId: number, { readings, milliseconds }: { readings: number; milliseconds: number }): void {
    this.#readings.inc(readings);
    this.#transactions.observe(milliseconds / 1000);
  }

  deadLettered(tenantId: number | undefined, reason: string): void {
    this.#letters.inc({ reason: reason.split(' ')[0] });
    this.logger.warn({ msg: 'record set aside', tenantId, reason });
  }

  parked(tenantId: number, partition: number, reason: string): void {
    this.#parkings.inc({ reason });
    this.logger.warn({ msg: 'tenant parked', tenantId, partition, reason });
  }

  resumed(tenantId: number, partition: number): void {
    this.logger.log({ msg: 'tenant caught up', tenantId, partition });
  }

  alarm(message: string, detail: Readonly<Record<string, unknown>>): void {
    this.#alarms.inc();
    this.logger.error({ msg: message, ...detail });
  }

  alertsChanged(tenantId: number): void {
    this.onAlertsChanged(tenantId);
  }
}
