import type { INestApplicationContext } from '@nestjs/common';
import { KafkaBatchStrategy } from '@trackingbms/event-log';
import { JsonLogger, ServiceMetrics } from '@trackingbms/service-kit';
import { DataProcessorModule } from './data-processor.module.js';
import { DataProcessorSettings } from './data-processor-settings.js';
import { dataProcessorProblem } from './http/data-processor-problem.js';
import { Intake } from './intake/intake.js';
import { watchEventLog } from './intake/watch-event-log.js';

/** The consumer group of the intake: every replica of the service is a member. */
export const intakeGroup = 'data-processor';

/** What makes this service out of the ordinary start of one. */
export const dataProcessorOptions = {
  name: 'data-processor',
  module: DataProcessorModule,
  problems: [dataProcessorProblem],
  strategies: (app: INestApplicationContext) => [readingsStrategy(app)],
};

function readingsStrategy(app: INestApplicationContext): KafkaBatchStrategy {
  const [settings, intake] = [app.get(DataProcessorSettings), app.get(Intake)];
  const [logger, metrics] = [app.get(JsonLogger), app.get(ServiceMetrics)];
  const observer = watchEventLog({ group: intakeGroup, logger, metrics, intake });
  return new KafkaBatchStrategy(
    { ...settings.eventLog, observer },
    {
      groupId: intakeGroup,
      fromBeginning: true,
      concurrency: settings.INTAKE_PARTITIONS_AT_ONCE,
      sessionTimeoutMilliseconds: settings.INTAKE_SESSION_TIMEOUT_MS,
      onAssigned: (topic, partition, committed) => intake.assigned(topic, partition, committed),
      onRevoked: (_topic, partition) => intake.revoked(partition),
    },
  );
}
