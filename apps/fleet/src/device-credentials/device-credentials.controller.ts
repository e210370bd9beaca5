import { Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentCaller, Permission, type Caller } from '@trackingbms/service-kit';
import {
  BatteryList,
  DeviceCredentialStore,
  TenantConnections,
  type RecordedAnswer,
} from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { commanderOf, FleetCommands } from '../commands/fleet-commands.js';
import { CommandRoute, CurrentCommand, type CommandHeaders } from '../http/command-request.js';
import { IdParams } from '../http/id-params.js';
import { batteryNotFound } from '../problems/not-found.js';
import { answerWithSecret } from '../secrets/answer-with-secret.js';
import { CredentialParams } from './credential-params.js';
import {
  DeviceCredentialAnswer,
  DeviceCredentialList,
  IssuedCredentialAnswer,
  toDeviceCredentialAnswer,
} from './device-credential-answers.js';
import { issueDeviceCredential } from './issue-device-credential.js';
import { revokeDeviceCredential } from './revoke-device-credential.js';

const longestList = 100;

@ApiTags('credentials')
@Controller('v1/batteries/:id/credentials')
export class DeviceCredentialsController {
  constructor(
    private readonly commands: FleetCommands,
    private readonly connections: TenantConnections,
  ) {}

  @Get()
  @Permission('credentials:read')
  @ApiProblems(404)
  @ApiOkResponse({ type: DeviceCredentialList })
  async listCredentials(
    @CurrentCaller() caller: Caller,
    @Param() { id: batteryId }: IdParams,
  ): Promise<DeviceCredentialList> {
    const rows = await this.connections.reading(caller.tenantId, async (tx) => {
      if ((await new BatteryList(tx).find(batteryId, caller.scope)) === null) throw batteryNotFound();
      return new DeviceCredentialStore(tx).ofBattery(batteryId, longestList);
    });
    return { items: rows.map(toDeviceCredentialAnswer) };
  }

  @Post()
  @Permission('credentials:write')
  @CommandRoute()
  @ApiCreatedResponse({ type: IssuedCredentialAnswer })
  async issueCredential(
    @CurrentCaller() caller: Caller,
    @CurrentCommand() { key }: CommandHeaders,
    @Param() { id: batteryId }: IdParams,
  ): Promise<RecordedAnswer> {
    return answerWithSecret<FleetCommand>(
      (work) => this.commands.once(caller, key, work),
      async (command) => {
        const { row, secret } = await issueDeviceCredential(command, batteryId);
        return { answer: { status: 201, headers: {}, body: toDeviceCredentialAnswer(row) }, secret };
      },
    );
  }

  /** A credential that is revoked already stays so. */
  @Delete(':credentialId')
  @Permission('credentials:write')
  @ApiProblems(404)
  @ApiOkResponse({ type: DeviceCredentialAnswer })
  async revokeCredential(
    @CurrentCaller() caller: Caller,
    @Param() { id: batteryId, credentialId }: CredentialParams,
  ): Promise<DeviceCredentialAnswer> {
    const row = await this.commands.run(commanderOf(caller), (command) =>
      revokeDeviceCredential(command, { batteryId, credentialId }),
    );
    return toDeviceCredentialAnswer(row);
  }
}
