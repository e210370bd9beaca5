import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, IfMatch, Permission, type Caller } from '@trackingbms/service-kit';
import {
  BatteryList,
  TenantConnections,
  type BatteryFilter,
  type BatteryRow,
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
import { batteryNotFound } from '../problems/not-found.js';
import { BatteryAnswer, BatteryPage, toBatteryAnswer } from './battery-answer.js';
import { BatteryQuery } from './battery-query.js';
import {
  ChangeBatteryRequest,
  CommissionBatteryRequest,
  DecommissionBatteryRequest,
  RegisterBatteryRequest,
} from './battery-requests.js';
import { changeBattery } from './change-battery.js';
import { commissionBattery, decommissionBattery } from './commission-battery.js';
import { registerBattery } from './register-battery.js';

const idOf = (row: BatteryRow): number => row.batteryId;

@ApiTags('batteries')
@Controller('v1/batteries')
export class BatteriesController {
  constructor(
    private readonly commands: FleetCommands,
    private readonly connections: TenantConnections,
  ) {}

  @Get()
  @Permission('batteries:read')
  @ApiOkResponse({ type: BatteryPage })
  async listBatteries(
    @CurrentCaller() caller: Caller,
    @Query() query: BatteryQuery,
  ): Promise<Page<BatteryAnswer>> {
    const paging = new Paging('batteries', query, ['name', 'serialNumber']);
    const filter: BatteryFilter = query;
    const rows = await this.connections.reading(caller.tenantId, (tx) =>
      new BatteryList(tx).page(caller.scope, filter, paging.request),
    );
    return paging.page(rows, idOf, toBatteryAnswer);
  }

  @Get(':id')
  @Permission('batteries:read')
  @EntityRoute()
  @ApiOkResponse({ type: BatteryAnswer })
  async getBattery(@CurrentCaller() caller: Caller, @Param() { id }: IdParams): Promise<RecordedAnswer> {
    const row = await this.connections.reading(caller.tenantId, (tx) =>
      new BatteryList(tx).find(id, caller.scope),
    );
    if (row === null) throw batteryNotFound();
    return shown(toBatteryAnswer(row));
  }

  @Post()
  @Permission('batteries:write')
  @CommandRoute()
  @ApiCreatedResponse({ type: BatteryAnswer })
  async registerBattery(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key }: CommandHeaders,
    @Body() body: RegisterBatteryRequest,
  ): Promise<RecordedAnswer> {
    return this.commands.once(caller, key, async (command) =>
      created('batteries', toBatteryAnswer(await registerBattery(command, body))),
    );
  }

  @Patch(':id')
  @Permission('batteries:write')
  @ChangeRoute()
  @ApiOkResponse({ type: BatteryAnswer })
  async changeBattery(
    @CurrentCaller() caller: Caller,
    @IfMatch() version: number,
    @Param() { id: batteryId }: IdParams,
    @Body() body: ChangeBatteryRequest,
  ): Promise<RecordedAnswer> {
    const row = await this.commands.run(commanderOf(caller), (command) =>
      changeBattery(command, { batteryId, version }, body),
    );
    return shown(toBatteryAnswer(row));
  }

  @Post(':id/commission')
  @Permission('batteries:write')
  @HttpCode(200)
  @CommandRoute()
  @ApiBody({ type: CommissionBatteryRequest, required: false })
  @ApiOkResponse({ type: BatteryAnswer })
  async commissionBattery(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key, version }: CommandHeaders,
    @Param() { id: batteryId }: IdParams,
    @Body() body: CommissionBatteryRequest,
  ): Promise<RecordedAnswer> {
    return this.commands.once(caller, key, async (command) =>
      shown(toBatteryAnswer(await commissionBattery(command, { batteryId, version }, body))),
    );
  }

  @Post(':id/decommission')
  @Permission('batteries:write')
  @HttpCode(200)
  @CommandRoute()
  @ApiBody({ type: DecommissionBatteryRequest, required: false })
  @ApiOkResponse({ type: BatteryAnswer })
  async decommissionBattery(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key, version }: CommandHeaders,
    @Param() { id: batteryId }: IdParams,
    @Body() body: DecommissionBatteryRequest,
  ): Promise<RecordedAnswer> {
    return this.commands.once(caller, key, async (command) =>
      shown(toBatteryAnswer(await decommissionBattery(command, { batteryId, version }, body))),
    );
  }
}
