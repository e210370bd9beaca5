import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentCaller, Permission, ProblemError, type Caller } from '@trackingbms/service-kit';
import { ReadingHistory, TenantConnections, type HistoryRange } from '@trackingbms/tenant-database';
import { batteryNotFound } from '../http/not-found.js';
import { BatteryParams } from '../http/queries.js';
import { curve } from './curve.js';
import { HistoryAnswer } from './history-answer.js';
import { HistoryQuery, type Resolution } from './history-query.js';
import { hourlyPage, rawPage, type AskedHistory } from './history-pages.js';

const day = 86_400_000;
const answers = { raw: rawPage, hourly: hourlyPage, points: curve } as const satisfies Record<
  Resolution,
  unknown
>;

@ApiTags('telemetry')
@Controller('v1/batteries')
export class HistoryController {
  constructor(private readonly connections: TenantConnections) {}

  @Get(':id/history')
  @Permission('readings:read')
  @ApiProblems(404)
  @ApiOkResponse({ type: HistoryAnswer })
  async getHistory(
    @CurrentCaller() { scope, tenantId }: Caller,
    @Param() { id }: BatteryParams,
    @Query() query: HistoryQuery,
  ): Promise<HistoryAnswer> {
    const asked: AskedHistory = { range: rangeOf(id, query), scope, query };
    return this.connections.reading(tenantId, async (tx) => {
      if (!(await new ReadingHistory(tx).hasBattery(id, scope))) throw batteryNotFound();
      return answers[query.resolution ?? 'raw'](tx, asked);
    });
  }
}

function rangeOf(batteryId: number, query: HistoryQuery): HistoryRange {
  const to = query.to ?? Date.now();
  const from = query.from ?? to - day;
  if (from < to) return { batteryId, from, to };
  throw new ProblemError(
    'HISTORY.RANGE_EMPTY',
    400,
    {
      en: '`from` must be before `to`: nothing lies between them.',
      fr: '`from` doit précéder `to` : il n’y a rien entre les deux.',
    },
    { errors: [{ pointer: '/from', code: 'HISTORY.RANGE_EMPTY' }] },
  );
}
