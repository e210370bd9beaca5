import { ApiProperty } from '@nestjs/swagger';
import { connectionStatuses, type BatteryState, type ConnectionStatus } from '@trackingbms/tenant-database';
import { readingAnswer, type ReadingAnswer } from '../history/reading-answer.js';
import { timeText } from '../http/queries.js';
import { CommunicationAnswer, toCommunicationAnswer } from './communication-answer.js';

const time = { type: 'string', format: 'date-time', nullable: true } as const;

/** What is known of a battery now, and how old that is. */
export class BatteryStateAnswer {
  @ApiProperty({ type: 'integer' }) batteryId!: number;
  @ApiProperty({ ...time, description: 'Time of the newest reading' }) timestamp!: string | null;
  @ApiProperty({ ...time, description: 'When the platform took it in' }) lastDataReceived!: string | null;
  @ApiProperty({ type: 'number', nullable: true, description: 's since the newest reading' })
  ageSeconds!: number | null;
  @ApiProperty({ description: 'Older than three polls or 60 s, or never heard: do not act on it' })
  stale!: boolean;
  @ApiProperty({ enum: connectionStatuses }) connection!: ConnectionStatus;
  @ApiProperty({ type: 'string', nullable: true }) connectionReason!: string | null;
  @ApiProperty(time) connectionSince!: string | null;
  @ApiProperty({ type: 'integer', description: 'Failed exchanges since the last good reading' })
  communicationErrors!: number;
  @ApiProperty({ type: CommunicationAnswer, nullable: true, description: 'Null before the first report' })
  communication!: CommunicationAnswer | null;
  @ApiProperty({ type: 'object', nullable: true, additionalProperties: true }) reading!: ReadingAnswer | null;
}

const shortestStale = 60_000;

/** @param pollInterval ms, null where the battery is not polled */
export function toBatteryStateAnswer(
  state: BatteryState,
  now: number,
  pollInterval: number | null,
): BatteryStateAnswer {
  const { latest, communication } = state;
  const age = latest === null ? null : Math.max(0, now - latest.timestamp);
  return {
    batteryId: state.batteryId,
    timestamp: timeText(latest?.timestamp ?? null),
    lastDataReceived: timeText(state.lastDataReceived),
    ageSeconds: age === null ? null : Math.round(age / 1000),
    stale: age === null || age > Math.max(3 * (pollInterval ?? 0), shortestStale),
    connection: state.connection,
    connectionReason: state.connectionReason,
    connectionSince: timeText(state.connectionSince),
    communicationErrors: state.communicationErrors,
    communication: toCommunicationAnswer(communication),
    reading: latest === null ? null : readingAnswer(latest),
  };
}
