import type { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CredentialRoute, CurrentHolder, UnparsedBody } from '@trackingbms/service-kit';
import type { FastifyRequest } from 'fastify';
import type { BatteryRef } from '../readings/battery-events.js';
import { AcceptReadings } from './accept-readings.js';
import { bodyEmpty } from './bodies/body.errors.js';
import { parseDocuments, type DocumentForm } from './bodies/parse-documents.js';
import { receiveBody, type BodyLimits } from './bodies/receive-body.js';
import { IngestAnswer, toIngestAnswer } from './ingest-answer.js';
import { mediaTypeUnknown, overRate } from './ingest.errors.js';
import { outcomeProblem } from './outcome-problem.js';
import { mostReadings } from './read-push.js';

const mebibyte = 1024 * 1024;
const limits: BodyLimits = { largestSent: mebibyte, largestUnpacked: 4 * mebibyte };
const forms: Readonly<Record<string, DocumentForm>> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
};

@ApiTags('ingest')
@Controller('v1/ingest')
export class IngestController {
  constructor(private readonly readings: AcceptReadings) {}

  /** Readings that the credential's battery pushes: one, an array, or one a line; answered once the log has them. */
  @Post()
  @HttpCode(202)
  @CredentialRoute('device')
  @UnparsedBody({ types: Object.keys(forms), largest: limits.largestSent })
  @ApiBody({
    description: 'As the battery’s profile says',
    schema: { type: 'object', additionalProperties: true },
  })
  @ApiProblems(409, 413, 415, 422, 503)
  @ApiAcceptedResponse({ type: IngestAnswer })
  async ingestReadings(
    @Req() request: FastifyRequest,
    @CurrentHolder() battery: BatteryRef,
  ): Promise<IngestAnswer> {
    const receivedAt = Date.now();
    const wait = this.readings.waitOf(battery, receivedAt);
    if (wait > 0) throw overRate(wait);
    const documents = await documentsOf(request).catch((error: unknown) => {
      this.readings.countUnreadable(battery);
      throw error;
    });
    const outcome = await this.readings.accept({ battery, documents, receivedAt });
    if (outcome.type !== 'accepted') throw outcomeProblem(outcome);
    return toIngestAnswer(outcome);
  }
}

async function documentsOf({ body, headers }: FastifyRequest): Promise<unknown[]> {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const form = forms[type.trim().toLowerCase()];
  if (body === undefined || body === null) throw bodyEmpty();
  if (form === undefined) throw mediaTypeUnknown();
  const sent = await receiveBody({ stream: body as Readable, headers }, limits);
  return parseDocuments(sent, form, mostReadings);
}
