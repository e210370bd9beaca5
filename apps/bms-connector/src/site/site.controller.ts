import type { Readable } from 'node:stream';
import { Controller, Get, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CredentialRoute, CurrentHolder, UnparsedBody } from '@trackingbms/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyEmpty } from '../push/bodies/body.errors.js';
import { parseDocuments } from '../push/bodies/parse-documents.js';
import { receiveBody, type BodyLimits } from '../push/bodies/receive-body.js';
import { AcceptSiteEvents, type SiteEventsOutcome } from './accept-site-events.js';
import { siteEventsRefused, siteLogAway, siteNotServed, siteOverRate } from './site.errors.js';
import { SiteEventsAnswer, SiteFleetAnswer } from './site-answers.js';
import type { SiteRef } from './site-connectors.js';
import type { SiteFleetDocument } from './site-fleet-document.js';
import { SiteFleets } from './site-fleets.js';

const mebibyte = 1024 * 1024;
const limits: BodyLimits = { largestSent: mebibyte, largestUnpacked: 4 * mebibyte };
const mostEvents = 1_000;

/** The platform's doors for connectors on customers' sites. */
@ApiTags('site')
@Controller('v1/site')
export class SiteController {
  constructor(
    private readonly fleets: SiteFleets,
    private readonly events: AcceptSiteEvents,
  ) {}

  /** What the site of this credential has to poll. Ask again with `If-None-Match`. */
  @Get('fleet')
  @CredentialRoute('site')
  @ApiProblems(503)
  @ApiOkResponse({ type: SiteFleetAnswer })
  @ApiResponse({ status: 304, description: 'Nothing has changed' })
  readFleet(
    @CurrentHolder() site: SiteRef,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): SiteFleetDocument | undefined {
    const fleet = this.fleets.of(site);
    if (!fleet) throw siteNotServed();
    void reply.header('etag', fleet.tag);
    if (!isKnown(fleet.tag, known)) return fleet.document;
    void reply.status(304);
    return undefined;
  }

  /** What the site has read, one event a line; answered once the log has all of them. */
  @Post('events')
  @HttpCode(200)
  @CredentialRoute('site')
  @UnparsedBody({ types: ['application/x-ndjson'], largest: limits.largestSent })
  @ApiProblems(413, 415, 422, 503)
  @ApiOkResponse({ type: SiteEventsAnswer })
  async takeEvents(
    @Req() { body, headers }: FastifyRequest,
    @CurrentHolder() site: SiteRef,
  ): Promise<SiteEventsAnswer> {
    if (body === undefined || body === null) throw bodyEmpty();
    const sent = await receiveBody({ stream: body as Readable, headers }, limits);
    const documents = parseDocuments(sent, 'ndjson', mostEvents);
    const outcome = await this.events.accept({ site, documents, receivedAt: Date.now() });
    return { taken: takenOf(outcome) };
  }
}

/** A proxy that compresses makes the tag a weak one. */
const isKnown = (tag: string, known = ''): boolean =>
  known.split(',').some((each) => each.trim().replace(/^W\//, '') === tag);

function takenOf(outcome: SiteEventsOutcome): number {
  switch (outcome.type) {
    case 'taken':
      return outcome.events;
    case 'not-served':
      throw siteNotServed();
    case 'over-rate':
      throw siteOverRate(outcome.wait);
    case 'refused':
      throw siteEventsRefused(outcome.refused);
    case 'log-away':
      throw siteLogAway();
  }
}
