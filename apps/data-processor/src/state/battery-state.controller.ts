import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentCaller, Permission, type Caller } from '@trackingbms/service-kit';
import { BatteryStateView, TenantConnections } from '@trackingbms/tenant-database';
import { FleetTopicView } from '../fleet-view/fleet-topic-view.js';
import { batteryNotFound } from '../http/not-found.js';
import { BatteryParams } from '../http/queries.js';
import { BatteryStateAnswer, toBatteryStateAnswer } from './battery-state-answer.js';

@ApiTags('telemetry')
@Controller('v1/batteries')
export class BatteryStateController {
  constructor(
    private readonly connections: TenantConnections,
    private readonly fleet: FleetTopicView,
  ) {}

  @Get(':id/state')
  @Permission('readings:read')
  @ApiProblems(404)
  @ApiOkResponse({ type: BatteryStateAnswer })
  async getBatteryState(
    @CurrentCaller() caller: Caller,
    @Param() { id }: BatteryParams,
  ): Promise<BatteryStateAnswer> {
    const { tenantId, scope } = caller;
    const state = await this.connections.reading(tenantId, (tx) => new BatteryStateView(tx).find(id, scope));
    if (state === null) throw batteryNotFound();
    const pollInterval = this.fleet.battery(tenantId, id)?.pollInterval ?? null;
    return toBatteryStateAnswer(state, Date.now(), pollInterval);
  }
}
