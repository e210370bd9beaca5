import { Injectable } from '@nestjs/common';
import { partitionFor, topicDefinitions } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { systemClock } from '../clock/system-clock.js';
import { DataProcessorSettings } from '../data-processor-settings.js';
import { FleetTopicView } from '../fleet-view/fleet-topic-view.js';
import { IntakeMetrics } from './intake-metrics.js';
import { Intake } from './intake.js';
import { sweepSilence, type SweepDependencies } from './silence-sweep.js';

/** Looks for silent batteries again and again, one look after the other. */
@Injectable()
export class SweepTimer {
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(
    private readonly intake: Intake,
    private readonly fleet: FleetTopicView,
    private readonly observer: IntakeMetrics,
    private readonly settings: DataProcessorSettings,
  ) {}

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { partitions } = topicDefinitions[topics.readings];
    const deps: SweepDependencies = {
      fleet: this.fleet,
      clock: systemClock,
      observer: this.observer,
      owns: ({ place }, tenantId, batteryId) =>
        partitionFor(tenantId, batteryId, partitions) === place.partition,
    };
    while (!signal.aborted) {
      await systemClock.sleep(this.settings.SILENCE_SWEEP_MS, signal);
      for (const partition of this.intake.partitions()) await sweepSilence(partition, deps);
    }
  }
}
