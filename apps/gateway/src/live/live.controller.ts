import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Permission, type Caller } from '@trackingbms/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerCheck } from '../access/caller-check.js';
import { FleetView } from '../fleet-view/fleet-view.js';
import { EventStream } from './event-stream.js';
import { LiveFeed } from './live-feed.js';
import { LiveQuery } from './live-query.js';
import { LiveSession } from './live-session.js';

@ApiTags('live')
@Controller('v1/live')
export class LiveController {
  constructor(
    private readonly feed: LiveFeed,
    private readonly fleet: FleetView,
    private readonly check: CallerCheck,
  ) {}

  @Get()
  @Permission('live:read')
  @ApiOperation({
    summary: 'Readings and alerts as they happen',
    description:
      'Server-sent events: `reading` (at most one a battery a second), `alert`, `connection`, `heartbeat` every 15 s, ' +
      '`resync` when what was missed is no longer kept. Reconnect with Last-Event-ID. The stream ends with the token.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'An endless stream of events.' })
  open(
    @CurrentCaller() caller: Caller,
    @Query() query: LiveQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    this.check.requireServed(caller);
    const lastEventId = request.headers['last-event-id'] ?? query.since;
    reply.hijack();
    const stream = new EventStream(reply.raw);
    stream.open({ 'x-correlation-id': request.id });
    const sources = {
      feed: this.feed,
      fleet: this.fleet,
      mayBeServed: (one: Caller) => this.check.mayGoOn(one),
    };
    const session = new LiveSession(sources, caller, query, stream);
    reply.raw.once('close', () => session.stop());
    session.start(typeof lastEventId === 'string' ? lastEventId : undefined);
  }
}
