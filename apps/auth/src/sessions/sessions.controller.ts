import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  type Caller,
  ClientAddresses,
  CurrentCaller,
  Permission,
  PublicRoute,
} from '@trackingbms/service-kit';
import type { FastifyRequest } from 'fastify';
import { clientOf } from './client-details.js';
import { RefreshSession } from './refresh-session.js';
import { SessionTokens } from './session-answers.js';
import { RefreshBody, SignInBody } from './session-requests.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

@ApiTags('session')
@Controller('v1/auth')
export class SessionsController {
  constructor(
    private readonly signingIn: SignIn,
    private readonly refreshing: RefreshSession,
    private readonly signingOut: SignOut,
    private readonly addresses: ClientAddresses,
  ) {}

  /** Opens a session. */
  @Post('sign-in')
  @HttpCode(200)
  @PublicRoute('nobody has a token before signing in')
  @ApiProblems(401, 429, 503)
  @ApiOkResponse({ type: SessionTokens })
  signIn(@Body() body: SignInBody, @Req() request: FastifyRequest): Promise<SessionTokens> {
    return this.signingIn.execute(body, clientOf(request, this.addresses));
  }

  /** Prolongs a session. */
  @Post('refresh')
  @HttpCode(200)
  @PublicRoute('the refresh token is the proof; the access token may have ended')
  @ApiProblems(401, 503)
  @ApiOkResponse({ type: SessionTokens })
  refresh(@Body() body: RefreshBody, @Req() request: FastifyRequest): Promise<SessionTokens> {
    return this.refreshing.execute(body.refreshToken, clientOf(request, this.addresses));
  }

  /** Ends the caller's session. */
  @Post('sign-out')
  @HttpCode(204)
  @Permission('session:own')
  @ApiNoContentResponse()
  signOut(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<void> {
    return this.signingOut.execute(caller, clientOf(request, this.addresses));
  }
}
