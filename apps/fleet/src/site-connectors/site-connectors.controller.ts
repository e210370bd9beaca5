import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentCaller, Permission, type Caller } from '@trackingbms/service-kit';
import { SiteConnectorStore, TenantConnections, type RecordedAnswer } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { FleetCommands } from '../commands/fleet-commands.js';
import { CommandRoute, CurrentCommand, type CommandHeaders } from '../http/command-request.js';
import { IdParams } from '../http/id-params.js';
import { ListQuery, Paging, type Page } from '../http/list-query.js';
import { requireWholeFleet, siteConnectorNotFound } from '../problems/not-found.js';
import { answerWithSecret } from '../secrets/answer-with-secret.js';
import { addSiteConnector } from './add-site-connector.js';
import { revokeSiteConnector, rotateSiteConnector } from './end-secret.js';
import {
  AddSiteConnectorRequest,
  SiteConnectorAnswer,
  SiteConnectorPage,
  SiteConnectorWithSecret,
  toSiteConnectorAnswer,
} from './site-connector-requests.js';

/** A site connector sees its whole site, so it is managed by who may see the whole fleet. */
@ApiTags('site-connectors')
@Controller('v1/site-connectors')
export class SiteConnectorsController {
  constructor(
    private readonly commands: FleetCommands,
    private readonly connections: TenantConnections,
  ) {}

  @Get()
  @Permission('site-connectors:read')
  @ApiOkResponse({ type: SiteConnectorPage })
  async listSiteConnectors(
    @CurrentCaller() caller: Caller,
    @Query() query: ListQuery,
  ): Promise<Page<SiteConnectorAnswer>> {
    requireWholeFleet(caller.scope);
    const paging = new Paging<'id'>('site-connectors', query, []);
    const { after, limit } = paging.request;
    const rows = await this.connections.reading(caller.tenantId, (tx) =>
      new SiteConnectorStore(tx).after(after?.id ?? 0, limit),
    );
    return paging.page(rows, ({ siteConnectorId }) => siteConnectorId, toSiteConnectorAnswer);
  }

  @Get(':id')
  @Permission('site-connectors:read')
  @ApiProblems(404)
  @ApiOkResponse({ type: SiteConnectorAnswer })
  async getSiteConnector(
    @CurrentCaller() caller: Caller,
    @Param() { id }: IdParams,
  ): Promise<SiteConnectorAnswer> {
    requireWholeFleet(caller.scope);
    const row = await this.connections.reading(caller.tenantId, (tx) => new SiteConnectorStore(tx).find(id));
    if (row === null) throw siteConnectorNotFound();
    return toSiteConnectorAnswer(row);
  }

  @Post()
  @Permission('site-connectors:write')
  @CommandRoute()
  @ApiCreatedResponse({ type: SiteConnectorWithSecret })
  async addSiteConnector(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key }: CommandHeaders,
    @Body() { name }: AddSiteConnectorRequest,
  ): Promise<RecordedAnswer> {
    requireWholeFleet(caller.scope);
    return answerWithSecret<FleetCommand>(
      (work) => this.commands.once(caller, key, work),
      async (command) => {
        const { row, secret } = await addSiteConnector(command, name);
        const headers = { location: `/v1/site-connectors/${row.siteConnectorId}` };
        return { answer: { status: 201, headers, body: toSiteConnectorAnswer(row) }, secret };
      },
    );
  }

  @Post(':id/rotate')
  @Permission('site-connectors:write')
  @HttpCode(200)
  @CommandRoute()
  @ApiOkResponse({ type: SiteConnectorWithSecret })
  async rotateSiteConnector(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key }: CommandHeaders,
    @Param() { id }: IdParams,
  ): Promise<RecordedAnswer> {
    requireWholeFleet(caller.scope);
    return answerWithSecret<FleetCommand>(
      (work) => this.commands.once(caller, key, work),
      async (command) => {
        const { row, secret } = await rotateSiteConnector(command, id);
        return { answer: { status: 200, headers: {}, body: toSiteConnectorAnswer(row) }, secret };
      },
    );
  }

  @Post(':id/revoke')
  @Permission('site-connectors:write')
  @HttpCode(200)
  @CommandRoute()
  @ApiOkResponse({ type: SiteConnectorAnswer })
  async revokeSiteConnector(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key }: CommandHeaders,
    @Param() { id }: IdParams,
  ): Promise<RecordedAnswer> {
    requireWholeFleet(caller.scope);
    return this.commands.once(caller, key, async (command) => ({
      status: 200,
      headers: {},
      body: toSiteConnectorAnswer(await revokeSiteConnector(command, id)),
    }));
  }
}
