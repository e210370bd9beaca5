import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { BatchOutcome, RecordBatch } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { Intake } from './intake.js';

@Controller()
export class ProcessReadingsWhenRecorded {
  constructor(private readonly intake: Intake) {}

  @EventPattern<string>(topics.readings)
  take(@Payload() batch: RecordBatch): Promise<BatchOutcome> {
    return this.intake.take(batch);
  }
}
