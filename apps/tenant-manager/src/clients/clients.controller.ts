import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CurrentService, InternalRoute, notFound, PageCursor } from '@trackingbms/service-kit';
import type { ClientCommand } from '@trackingbms/tenants';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditOrigin } from '../audit/audit-log.js';
import { originOf } from '../audit/request-origin.js';
import { Provisioning } from '../provisioning/provisioning.js';
import { ClientCommands } from './client-commands.js';
import { ClientPageQuery, ClientPath, RegisterClientBody, SuspendClientBody } from './client-requests.js';
import { ClientSummaries, type ClientSummary } from './client-summaries.js';

const cursor = new PageCursor('clients', { after: 'integer' });

/** The operator's door to clients. */
@Controller('internal/clients')
export class ClientsController {
  constructor(
    private readonly provisioning: Provisioning,
    private readonly clients: ClientCommands,
    private readonly summaries: ClientSummaries,
  ) {}

  /** 201 for a new client, 200 for one that is there; sent again after a failure it goes on where that one stopped. */
  @Post()
  @InternalRoute('operator')
  async register(
    @Body() body: RegisterClientBody,
    @CurrentService() service: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { industryType: industry, status, subscriptionPlan: plan, ...rest } = body;
    const wanted = { ...rest, industry, admission: status ?? 'trial', ...(plan && { plan }) } as const;
    const { client, created, steps } = await this.provisioning.provision(wanted, originOf(service, request));
    reply.status(created ? 201 : 200);
    const { tenantId, uuid, slug, databaseName } = client;
    return { tenantId, uuid, slug, databaseName, steps };
  }

  @Get()
  @InternalRoute('operator')
  async list(
    @Query() query: ClientPageQuery,
  ): Promise<{ items: ClientSummary[]; nextCursor: string | null }> {
    const after = query.cursor === undefined ? 0 : cursor.decode(query.cursor).after;
    const rows = await this.summaries.page(after, query.limit + 1);
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    const nextCursor = rows.length > items.length && last ? cursor.encode({ after: last.tenantId }) : null;
    return { items, nextCursor };
  }

  @Post(':tenantId/suspend')
  @HttpCode(200)
  @InternalRoute('operator')
  suspend(
    @Param() { tenantId }: ClientPath,
    @Body() { reason }: SuspendClientBody,
    @CurrentService() service: string,
    @Req() request: FastifyRequest,
  ): Promise<ClientSummary> {
    return this.change(tenantId, { type: 'SuspendClient', reason }, originOf(service, request));
  }

  @Post(':tenantId/resume')
  @HttpCode(200)
  @InternalRoute('operator')
  resume(
    @Param() { tenantId }: ClientPath,
    @CurrentService() service: string,
    @Req() request: FastifyRequest,
  ): Promise<ClientSummary> {
    return this.change(tenantId, { type: 'ResumeClient' }, originOf(service, request));
  }

  private async change(
    tenantId: number,
    command: SuspendClient | ResumeClient,
    origin: AuditOrigin,
  ): Promise<ClientSummary> {
    await this.clients.carryOut({ tenantId, commands: [command], origin, audit: auditOf(command) });
    const summary = await this.summaries.find(tenantId);
    if (!summary)
      throw notFound('CLIENT.NOT_REGISTERED', { en: 'No such client.', fr: 'Ce client n’existe pas.' });
    return summary;
  }
}

type SuspendClient = Extract<ClientCommand, { type: 'SuspendClient' }>;
type ResumeClient = Extract<ClientCommand, { type: 'ResumeClient' }>;

function auditOf(command: SuspendClient | ResumeClient) {
  return command.type === 'SuspendClient'
    ? ({ action: 'client.suspend', eventType: 'security', request: { reason: command.reason } } as const)
    : ({ action: 'client.resume', eventType: 'security' } as const);
}
