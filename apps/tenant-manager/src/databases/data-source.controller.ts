import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { CurrentService, InternalRoute } from '@trackingbms/service-kit';
import type { DatabaseCoordinates } from '@trackingbms/tenants';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../audit/request-origin.js';
import { ClientPath } from '../clients/client-requests.js';
import { DataSourceHandout } from './data-source-handout.js';
import { DataSourceQuery } from './data-source-query.js';

/** The services' door to tenants' databases. */
@Controller('internal/tenants/:tenantId/data-source')
export class DataSourceController {
  constructor(private readonly handout: DataSourceHandout) {}

  @Get()
  @InternalRoute('service')
  @Header('cache-control', 'no-store')
  read(
    @Param() { tenantId }: ClientPath,
    @Query() { access }: DataSourceQuery,
    @CurrentService() service: string,
    @Req() request: FastifyRequest,
  ): Promise<DatabaseCoordinates> {
    return this.handout.answer({ tenantId, access, origin: originOf(service, request) });
  }
}
