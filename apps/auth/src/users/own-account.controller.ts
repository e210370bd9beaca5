import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  type Caller,
  ClientAddresses,
  CurrentCaller,
  Permission,
} from '@trackingbms/service-kit';
import type { FastifyRequest } from 'fastify';
import { clientOf } from '../sessions/client-details.js';
import { ChangePasswordBody } from '../sessions/session-requests.js';
import { ChangePassword } from './change-password.js';
import { OwnProfile, ReadOwnProfile } from './own-profile.js';

@ApiTags('own account')
@Controller('v1/auth')
export class OwnAccountController {
  constructor(
    private readonly profile: ReadOwnProfile,
    private readonly changing: ChangePassword,
    private readonly addresses: ClientAddresses,
  ) {}

  /** Who is signed in and what they may do. */
  @Get('me')
  @Permission('session:own')
  @ApiOkResponse({ type: OwnProfile })
  me(@CurrentCaller() caller: Caller): Promise<OwnProfile> {
    return this.profile.execute(caller);
  }

  /** Changes the caller's password and ends their other sessions; a refresh then brings the full permissions. */
  @Post('change-password')
  @HttpCode(204)
  @Permission('session:own')
  @ApiProblems(422, 429)
  @ApiNoContentResponse()
  changePassword(
    @CurrentCaller() caller: Caller,
    @Body() body: ChangePasswordBody,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.changing.execute(caller, body, clientOf(request, this.addresses));
  }
}
