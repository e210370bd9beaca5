import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, IfMatch, Permission, type Caller } from '@trackingbms/service-kit';
import {
  LocationList,
  LocationStore,
  TenantConnections,
  type LocationRow,
  type RecordedAnswer,
} from '@trackingbms/tenant-database';
import { commanderOf, FleetCommands } from '../commands/fleet-commands.js';
import {
  ChangeRoute,
  CommandRoute,
  CurrentCommand,
  EntityRoute,
  type CommandHeaders,
} from '../http/command-request.js';
import { created, shown } from '../http/entity-answer.js';
import { IdParams } from '../http/id-params.js';
import { Paging, type Page } from '../http/list-query.js';
import { locationNotFound } from '../problems/not-found.js';
import { addLocation } from './add-location.js';
import { toLocationAnswer } from './location-details.js';
import { LocationQuery } from './location-query.js';
import {
  AddLocationRequest,
  LocationAnswer,
  LocationPage,
  ChangeLocationRequest,
} from './location-requests.js';
import { changeLocation } from './change-location.js';

const idOf = (row: LocationRow): number => row.locationId;

@ApiTags('locations')
@Controller('v1/locations')
export class LocationsController {
  constructor(
    private readonly commands: FleetCommands,
    private readonly connections: TenantConnections,
  ) {}

  @Get()
  @Permission('locations:read')
  @ApiOkResponse({ type: LocationPage })
  async listLocations(
    @CurrentCaller() caller: Caller,
    @Query() query: LocationQuery,
  ): Promise<Page<LocationAnswer>> {
    const paging = new Paging('locations', query, ['name', 'slug', 'path']);
    const rows = await this.connections.reading(caller.tenantId, (tx) =>
      new LocationList(tx).page(caller.scope, query, paging.request),
    );
    return paging.page(rows, idOf, toLocationAnswer);
  }

  @Get(':id')
  @Permission('locations:read')
  @EntityRoute()
  @ApiOkResponse({ type: LocationAnswer })
  async getLocation(@CurrentCaller() caller: Caller, @Param() { id }: IdParams): Promise<RecordedAnswer> {
    const row = await this.connections.reading(caller.tenantId, (tx) =>
      new LocationStore(tx).find(id, caller.scope),
    );
    if (row === null) throw locationNotFound();
    return shown(toLocationAnswer(row));
  }

  @Post()
  @Permission('locations:write')
  @CommandRoute()
  @ApiCreatedResponse({ type: LocationAnswer })
  async addLocation(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key }: CommandHeaders,
    @Body() body: AddLocationRequest,
  ): Promise<RecordedAnswer> {
    return this.commands.once(caller, key, async (command) =>
      created('locations', toLocationAnswer(await addLocation(command, body))),
    );
  }

  @Patch(':id')
  @Permission('locations:write')
  @ChangeRoute()
  @ApiOkResponse({ type: LocationAnswer })
  async changeLocation(
    @CurrentCaller() caller: Caller,
    @IfMatch() version: number,
    @Param() { id: locationId }: IdParams,
    @Body() body: ChangeLocationRequest,
  ): Promise<RecordedAnswer> {
    const row = await this.commands.run(commanderOf(caller), (command) =>
      changeLocation(command, { locationId, version }, body),
    );
    return shown(toLocationAnswer(row));
  }
}
