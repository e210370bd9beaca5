import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  chooseLanguage,
  CurrentCaller,
  PageCursor,
  Permission,
  type Caller,
} from '@trackingbms/service-kit';
import { AlertList, TenantConnections } from '@trackingbms/tenant-database';
import { alertNotFound } from '../http/not-found.js';
import { AlertParams } from '../http/queries.js';
import { AlertAnswer, AlertPageAnswer, toAlertAnswer } from './alert-answer.js';
import { AlertQuery, ResolveAlertRequest } from './alert-requests.js';
import { ChangeAlert } from './change-alert.js';

const defaultLimit = 50;
const cursors = new PageCursor('alerts', { id: 'integer' });

@ApiTags('alerts')
@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly connections: TenantConnections,
    private readonly changeAlert: ChangeAlert,
  ) {}

  @Get()
  @Permission('alerts:read')
  @ApiOkResponse({ type: AlertPageAnswer })
  async listAlerts(
    @CurrentCaller() caller: Caller,
    @Query() query: AlertQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<AlertPageAnswer> {
    const limit = query.limit ?? defaultLimit;
    const before = query.cursor === undefined ? null : cursors.decode(query.cursor).id;
    const rows = await this.connections.reading(caller.tenantId, (tx) =>
      new AlertList(tx).page(caller.scope, query, { before, limit: limit + 1 }),
    );
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const language = chooseLanguage(accepted, caller.language);
    return {
      items: shown.map((row) => toAlertAnswer(row, language)),
      nextCursor: last === undefined ? null : cursors.encode({ id: last.id }),
    };
  }

  @Get(':id')
  @Permission('alerts:read')
  @ApiProblems(404)
  @ApiOkResponse({ type: AlertAnswer })
  async getAlert(
    @CurrentCaller() caller: Caller,
    @Param() { id }: AlertParams,
    @Headers('accept-language') accepted?: string,
  ): Promise<AlertAnswer> {
    const { scope, tenantId } = caller;
    const row = await this.connections.reading(tenantId, (tx) => new AlertList(tx).find(id, scope));
    if (row === null) throw alertNotFound();
    return toAlertAnswer(row, chooseLanguage(accepted, caller.language));
  }

  @Post(':id/acknowledge')
  @Permission('alerts:acknowledge')
  @HttpCode(200)
  @ApiProblems(404, 409)
  @ApiOkResponse({ type: AlertAnswer })
  async acknowledgeAlert(
    @CurrentCaller() caller: Caller,
    @Param() { id }: AlertParams,
    @Headers('accept-language') accepted?: string,
  ): Promise<AlertAnswer> {
    const row = await this.changeAlert.run(caller, id, {
      type: 'Acknowledge',
      by: caller.userId,
      at: Date.now(),
    });
    return toAlertAnswer(row, chooseLanguage(accepted, caller.language));
  }

  @Post(':id/resolve')
  @Permission('alerts:resolve')
  @HttpCode(200)
  @ApiProblems(404, 409)
  @ApiOkResponse({ type: AlertAnswer })
  async resolveAlert(
    @CurrentCaller() caller: Caller,
    @Param() { id }: AlertParams,
    @Body() body: ResolveAlertRequest,
    @Headers('accept-language') accepted?: string,
  ): Promise<AlertAnswer> {
    const command = {
      type: 'Resolve',
      by: caller.userId,
      at: Date.now(),
      notes: body.notes ?? null,
    } as const;
    const row = await this.changeAlert.run(caller, id, command);
    return toAlertAnswer(row, chooseLanguage(accepted, caller.language));
  }
}
