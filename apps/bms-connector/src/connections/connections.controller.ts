import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  chooseLanguage,
  CurrentCaller,
  Permission,
  type Caller,
} from '@trackingbms/service-kit';
import { Connector } from '../connector.js';
import { notReadyYet } from './connections.errors.js';
import { DetectRequest, TestConnectionRequest } from './connection-requests.js';
import { detectDevice } from './detection/detect-device.js';
import { DetectAnswer, toDetectAnswer } from './detection/detection-answer.js';
import { testConnection, type DeviceReach } from './test-connection.js';
import { TestConnectionAnswer, toTrialAnswer } from './trial-answer.js';
import { TrySlots } from './try-slots.js';

const mostAtOnce = 3;

@ApiTags('connections')
@Controller('v1/connections')
export class ConnectionsController {
  private readonly slots = new TrySlots(mostAtOnce);

  constructor(private readonly connector: Connector) {}

  /** Tries a battery's connection now and answers its reading, or at which step it failed and what to do next. */
  @Post('test')
  @HttpCode(200)
  @Permission('connections:test')
  @ApiProblems(422, 429, 503)
  @ApiOkResponse({ type: TestConnectionAnswer })
  async testConnection(
    @CurrentCaller() { tenantId, language }: Caller,
    @Body() request: TestConnectionRequest,
    @Headers('accept-language') accepted?: string,
  ): Promise<TestConnectionAnswer> {
    const reach = this.reach();
    const tried = await this.slots.during(tenantId, () => testConnection(request, tenantId, reach));
    return toTrialAnswer(tried, chooseLanguage(accepted, language));
  }

  /** Asks one address in the ways of the known makers, by reading alone, and proposes profiles; takes up to 20 s. */
  @Post('detect')
  @HttpCode(200)
  @Permission('connections:test')
  @ApiProblems(422, 429, 503)
  @ApiOkResponse({ type: DetectAnswer })
  async detectDevice(
    @CurrentCaller() { tenantId, language }: Caller,
    @Body() request: DetectRequest,
    @Headers('accept-language') accepted?: string,
  ): Promise<DetectAnswer> {
    const reach = this.reach();
    const question = { ...request, tenantId };
    const detected = await this.slots.during(tenantId, () => detectDevice(question, reach));
    return toDetectAnswer(detected, chooseLanguage(accepted, language));
  }

  private reach(): DeviceReach {
    const { reach } = this.connector;
    if (!reach) throw notReadyYet();
    return reach;
  }
}
