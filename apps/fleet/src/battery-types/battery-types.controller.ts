import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, IfMatch, Permission, type Caller } from '@trackingbms/service-kit';
import {
  BatteryTypeList,
  BatteryTypeStore,
  TenantConnections,
  type BatteryTypeRow,
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
import { batteryTypeNotFound } from '../problems/not-found.js';
import { addBatteryType } from './add-battery-type.js';
import { toBatteryTypeAnswer } from './battery-type-details.js';
import { BatteryTypeQuery } from './battery-type-query.js';
import {
  AddBatteryTypeRequest,
  BatteryTypeAnswer,
  BatteryTypePage,
  ChangeBatteryTypeRequest,
} from './battery-type-requests.js';
import { changeBatteryType } from './change-battery-type.js';

const idOf = (row: BatteryTypeRow): number => row.batteryTypeId;

@ApiTags('battery-types')
@Controller('v1/battery-types')
export class BatteryTypesController {
  constructor(
    private readonly commands: FleetCommands,
    private readonly connections: TenantConnections,
  ) {}

  @Get()
  @Permission('battery-types:read')
  @ApiOkResponse({ type: BatteryTypePage })
  async listBatteryTypes(
    @CurrentCaller() caller: Caller,
    @Query() query: BatteryTypeQuery,
  ): Promise<Page<BatteryTypeAnswer>> {
    const paging = new Paging('battery-types', query, ['name', 'slug']);
    const rows = await this.connections.reading(caller.tenantId, (tx) =>
      new BatteryTypeList(tx).page(caller.scope, query, paging.request),
    );
    return paging.page(rows, idOf, toBatteryTypeAnswer);
  }

  @Get(':id')
  @Permission('battery-types:read')
  @EntityRoute()
  @ApiOkResponse({ type: BatteryTypeAnswer })
  async getBatteryType(@CurrentCaller() caller: Caller, @Param() { id }: IdParams): Promise<RecordedAnswer> {
    const row = await this.connections.reading(caller.tenantId, (tx) =>
      new BatteryTypeStore(tx).find(id, caller.scope),
    );
    if (row === null) throw batteryTypeNotFound();
    return shown(toBatteryTypeAnswer(row));
  }

  @Post()
  @Permission('battery-types:write')
  @CommandRoute()
  @ApiCreatedResponse({ type: BatteryTypeAnswer })
  async addBatteryType(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key }: CommandHeaders,
    @Body() body: AddBatteryTypeRequest,
  ): Promise<RecordedAnswer> {
    return this.commands.once(caller, key, async (command) =>
      created('battery-types', toBatteryTypeAnswer(await addBatteryType(command, body))),
    );
  }

  @Patch(':id')
  @Permission('battery-types:write')
  @ChangeRoute()
  @ApiOkResponse({ type: BatteryTypeAnswer })
  async changeBatteryType(
    @CurrentCaller() caller: Caller,
    @IfMatch() version: number,
    @Param() { id: batteryTypeId }: IdParams,
    @Body() body: ChangeBatteryTypeRequest,
  ): Promise<RecordedAnswer> {
    const row = await this.commands.run(commanderOf(caller), (command) =>
      changeBatteryType(command, { batteryTypeId, version }, body),
    );
    return shown(toBatteryTypeAnswer(row));
  }
}
