import type { INestApplicationContext } from '@nestjs/common';
import { KafkaBatchStrategy } from '@trackingbms/event-log';
import { DataProcessorModule } from './data-processor.module.js';
import { DataProcessorSettings } from './data-processor-settings.js';
import { dataProcessorProblem } from './http/data-processor-problem.js';
import { Intake } from './intake/intake.js';

/** The consumer group of the intake: every replica of the service is a member. */
export const intakeGroup = 'data-processor';

/** What makes this service out of the ordinary start of one. */
export const dataProcessorOptions = {
  name: 'data-processor',
  module: DataProcessorModule,
  problems: [dataProcessorProblem],
  strategies: (app: INestApplicationContext) => [
    readingsStrategy(app.get(DataProcessorSettings), app.get(Intake)),
  ],
};

const readingsStrategy = (settings: DataProcessorSettings, intake: Intake): KafkaBatchStrategy =>
  new KafkaBatchStrategy(settings.eventLog, {
    groupId: intakeGroup,
    fromBeginning: true,
    concurrency: settings.INTAKE_PARTITIONS_AT_ONCE,
    sessionTimeoutMilliseconds: settings.INTAKE_SESSION_TIMEOUT_MS,
    onAssigned: (topic, partition, committed) => intake.assigned(topic, partition, committed),
    onRevoked: (_topic, partition) => intake.revoked(partition),
  });
