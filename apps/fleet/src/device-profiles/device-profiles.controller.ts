import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentCaller, Permission, type Caller } from '@trackingbms/service-kit';
import { DeviceProfileStore, TenantConnections, type RecordedAnswer } from '@trackingbms/tenant-database';
import { FleetCommands } from '../commands/fleet-commands.js';
import { CommandRoute, CurrentCommand, type CommandHeaders } from '../http/command-request.js';
import { IdParams } from '../http/id-params.js';
import { ListQuery, Paging, type Page } from '../http/list-query.js';
import { deviceProfileNotFound, requireWholeFleet } from '../problems/not-found.js';
import { addDeviceProfile } from './add-device-profile.js';
import { ownItem, shippedItem, toDeviceProfileAnswer } from './device-profile-answer.js';
import {
  AddDeviceProfileRequest,
  DeviceProfileAnswer,
  DeviceProfileItem,
  DeviceProfilePage,
} from './device-profile-requests.js';
import { ProfileCatalogue } from './profile-catalogue.js';
import { retireDeviceProfile } from './retire-device-profile.js';

@ApiTags('device-profiles')
@Controller('v1/device-profiles')
export class DeviceProfilesController {
  constructor(
    private readonly commands: FleetCommands,
    private readonly connections: TenantConnections,
    private readonly catalogue: ProfileCatalogue,
  ) {}

  /** The shipped ones are on the first page, before the client's own. */
  @Get()
  @Permission('device-profiles:read')
  @ApiOkResponse({ type: DeviceProfilePage })
  async listDeviceProfiles(
    @CurrentCaller() caller: Caller,
    @Query() query: ListQuery,
  ): Promise<Page<DeviceProfileItem>> {
    const paging = new Paging<'id'>('device-profiles', query, []);
    const { after, limit } = paging.request;
    const rows = await this.connections.reading(caller.tenantId, (tx) =>
      new DeviceProfileStore(tx).after(after?.id ?? 0, limit),
    );
    const page = paging.page(rows, ({ deviceProfileId }) => deviceProfileId, ownItem);
    return after === null
      ? { ...page, items: [...this.catalogue.shipped.map(shippedItem), ...page.items] }
      : page;
  }

  @Get(':id')
  @Permission('device-profiles:read')
  @ApiProblems(404)
  @ApiOkResponse({ type: DeviceProfileAnswer })
  async getDeviceProfile(
    @CurrentCaller() caller: Caller,
    @Param() { id }: IdParams,
  ): Promise<DeviceProfileAnswer> {
    const row = await this.connections.reading(caller.tenantId, (tx) => new DeviceProfileStore(tx).find(id));
    if (row === null) throw deviceProfileNotFound();
    return toDeviceProfileAnswer(row);
  }

  @Post()
  @Permission('device-profiles:write')
  @CommandRoute()
  @ApiCreatedResponse({ type: DeviceProfileItem })
  async addDeviceProfile(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key }: CommandHeaders,
    @Body() { text }: AddDeviceProfileRequest,
  ): Promise<RecordedAnswer> {
    // A new version is taken up by the batteries of every location that name the profile without a version.
    requireWholeFleet(caller.scope);
    // A long text takes its time, and no connection meanwhile.
    const profile = this.catalogue.readOwn(text);
    return this.commands.once(caller, key, async (command) => {
      const row = await addDeviceProfile(command, profile);
      const location = `/v1/device-profiles/${row.deviceProfileId}`;
      return { status: 201, headers: { location }, body: ownItem(row) };
    });
  }

  @Post(':id/retire')
  @Permission('device-profiles:write')
  @HttpCode(200)
  @CommandRoute()
  @ApiOkResponse({ type: DeviceProfileItem })
  async retireDeviceProfile(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key }: CommandHeaders,
    @Param() { id }: IdParams,
  ): Promise<RecordedAnswer> {
    return this.commands.once(caller, key, async (command) => ({
      status: 200,
      headers: {},
      body: ownItem(await retireDeviceProfile(command, id)),
    }));
  }
}
