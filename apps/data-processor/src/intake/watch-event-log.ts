import type { EventLogSettings } from '@trackingbms/event-log';
import type { JsonLogger, ServiceMetrics } from '@trackingbms/service-kit';
import type { Intake } from './intake.js';

type Observer = NonNullable<EventLogSettings['observer']>;

interface Watched {
  /** Name of the group that reads for the intake. */
  readonly group: string;
  readonly logger: JsonLogger;
  readonly metrics: ServiceMetrics;
  readonly intake: Pick<Intake, 'close'>;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** Shows what the consumer of the readings does. While it is away nothing is heard, so nothing may be called silent. */
export function watchEventLog({ group, logger, metrics, intake }: Watched): Observer {
  const lag = metrics.gauge({
    name: 'intake_lag_records',
    help: 'Records of a partition that were not handled yet when its last batch was.',
    labelNames: ['partition'],
  });
  return {
    batchHandled: ({ partition, lag: behind }) => lag.set({ partition: String(partition) }, Number(behind)),
    batchFailed: ({ topic, partition, attempt, error }) =>
      logger.warn({ msg: 'batch comes again', topic, partition, attempt, reason: nameOf(error) }),
    consumerCrashed: (crashed, error) => {
      logger.warn({ msg: 'consumer starts again', group: crashed, reason: nameOf(error) });
      if (crashed === group) intake.close();
    },
    assigned: (assigned, partitions) =>
      logger.log({ msg: 'partitions assigned', group: assigned, partitions }),
    log: (level, message) => logger[level]({ msg: message }),
  };
}
