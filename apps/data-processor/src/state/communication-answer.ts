import { ApiProperty } from '@nestjs/swagger';
import type { Communication, CommunicationPeriod } from '@trackingbms/tenant-database';

const time = { type: 'string', format: 'date-time' } as const;
const counts = {
  type: 'object',
  additionalProperties: { type: 'integer' },
  example: { timeout: 3, garbled: 1 },
} as const;
const milliseconds = { type: 'number', nullable: true } as const;

/** The newest period that was reported: how a device is reached now, as far as its end says so. */
export class CommunicationPeriodAnswer {
  @ApiProperty({ ...time, description: 'Beginning' }) since!: string;
  @ApiProperty({ ...time, description: 'End: how old the figures are' }) at!: string;
  @ApiProperty({ type: 'integer', description: 'Good readings' }) readings!: number;
  @ApiProperty({ ...counts, description: 'Failed exchanges by kind' }) failures!: Readonly<
    Record<string, number>
  >;
  @ApiProperty({
    ...milliseconds,
    description: 'ms that a good reading took on average; null where none was asked for',
  })
  latencyMilliseconds!: number | null;
  @ApiProperty({ ...milliseconds, description: 'ms of the longest of them' })
  longestLatencyMilliseconds!: number | null;
  @ApiProperty({
    type: 'number',
    nullable: true,
    minimum: 0,
    maximum: 100,
    description: '%, the newest of the period',
  })
  signalStrength!: number | null;
}

/** How a battery's device has been reached since its first report. */
export class CommunicationAnswer {
  @ApiProperty({ ...time, description: 'Where the counts begin' }) since!: string;
  @ApiProperty({ type: 'integer', description: 'Good readings since then' }) readings!: number;
  @ApiProperty({
    ...counts,
    description:
      'Failed exchanges since then by kind: timeout, refused, reset, unreachable, garbled, exception, configuration, refused-value (a push)',
  })
  failures!: Readonly<Record<string, number>>;
  @ApiProperty({ type: CommunicationPeriodAnswer }) lastPeriod!: CommunicationPeriodAnswer;
}

export function toCommunicationAnswer(communication: Communication | null): CommunicationAnswer | null {
  if (communication === null) return null;
  const { since, readings, failures, lastPeriod } = communication;
  return {
    since: new Date(since).toISOString(),
    readings,
    failures,
    lastPeriod: periodAnswer(lastPeriod),
  };
}

const periodAnswer = (period: CommunicationPeriod): CommunicationPeriodAnswer => ({
  ...period,
  since: new Date(period.since).toISOString(),
  at: new Date(period.at).toISOString(),
});
