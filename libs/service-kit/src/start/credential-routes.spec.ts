import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Body, Controller, Module, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CredentialRoute, PublicRoute } from '../access/access-declaration.js';
import { credentialCheck, type CredentialCheck } from '../access/credential-check.js';
import { CurrentHolder } from '../access/current-caller.js';
import { readWithin } from '../http/read-within.js';
import { UnparsedBody } from '../http/unparsed-body.js';
import { ProblemError } from '../problems/problem-error.js';
import { HttpSettings } from '../settings/service-settings.js';
import { testSettings } from '../testing/test-settings.js';
import type { RunningService } from './service-options.js';
import { startService } from './start-service.js';

const read = { bodies: 0 };

class MeterCheck implements CredentialCheck {
  holderOf({ headers }: FastifyRequest): object {
    if (headers.authorization === 'Bearer meter') return { meter: 7 };
    throw new ProblemError('METER.UNKNOWN', 401, { en: 'Which meter?', fr: 'Quel compteur ?' });
  }
}

@Controller('v1/samples')
class SamplesController {
  @Post('lines')
  @CredentialRoute('meter')
  @UnparsedBody({ types: ['application/json', 'application/x-ndjson'], largest: 20 })
  async lines(@Req() { body, headers }: FastifyRequest, @CurrentHolder() holder: object) {
    read.bodies += 1;
    const bytes = await readWithin(body as Readable, 20);
    return { holder, type: headers['content-type'], text: bytes?.toString('utf8') ?? 'too long' };
  }

  @Post()
  @PublicRoute('a sample')
  create(@Body() body: object) {
    return { body };
  }
}

@Module({
  controllers: [SamplesController],
  providers: [{ provide: credentialCheck('meter'), useClass: MeterCheck }],
})
class SamplesModule {}

@Module({ controllers: [SamplesController] })
class UncheckedModule {}

const start = (module: typeof SamplesModule): Promise<RunningService> =>
  startService({ name: 'samples', module, settings: testSettings(HttpSettings, {}) });

describe('a route for holders of a credential', () => {
  let service: RunningService;

  beforeEach(async () => {
    read.bodies = 0;
    service = await start(SamplesModule);
  });
  afterEach(() => service.stop());

  const post = async (path: string, body: string, type: string, authorization = 'Bearer meter') => {
    const headers = { 'content-type': type, authorization };
    const response = await fetch(`${service.httpUrl}/v1/samples${path}`, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('lets in whom its check knows, and gives the handler the body as it was sent', async () => {
    expect(await post('/lines', '{"a":1}\n{', 'application/x-ndjson')).toEqual({
      status: 201,
      body: { holder: { meter: 7 }, type: 'application/x-ndjson', text: '{"a":1}\n{' },
    });
    expect(await post('/lines', '[', 'application/json')).toMatchObject({ body: { text: '[' } });
  });

  it('reads no body of anybody else', async () => {
    expect(await post('/lines', '[]', 'application/json', 'Bearer nobody')).toMatchObject({
      status: 401,
      body: { code: 'METER.UNKNOWN' },
    });
    expect(read.bodies).toBe(0);
  });

  it('leaves the connection usable after a body that is too long', async () => {
    expect(await post('/lines', 'x'.repeat(100_000), 'application/json')).toMatchObject({
      body: { text: 'too long' },
    });
    expect(await post('/lines', 'x', 'application/json')).toMatchObject({ body: { text: 'x' } });
  });

  it.each([
    ['text where lines are taken', '/lines', 'x', 'text/plain', 415],
    ['a form where lines are taken', '/lines', 'x=1', 'application/x-www-form-urlencoded', 415],
    ['lines where only JSON is', '', '{}', 'application/x-ndjson', 415],
    ['JSON that is cut', '', '{"a":', 'application/json', 400],
    ['JSON with a poisoned prototype', '', '{"__proto__":{}}', 'application/json', 400],
    ['JSON over the limit', '', JSON.stringify('x'.repeat(300_000)), 'application/json', 413],
  ])('answers %s as a problem', async (...[, path, body, type, status]) => {
    expect(await post(path, body, type)).toMatchObject({ status, body: { status } });
  });

  it('changes nothing for the routes that take JSON', async () => {
    expect(await post('', '{"a":"é"}', 'application/json; charset=utf-8')).toEqual({
      status: 201,
      body: { body: { a: 'é' } },
    });
  });

  it('is documented with its credential, its types and its limit', async () => {
    const document = (await (await fetch(`${service.httpUrl}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
      components: { securitySchemes: object };
    };
    expect(document.paths['/v1/samples/lines']).toMatchObject({
      post: {
        security: [{ meter: [] }],
        'x-credential': 'meter',
        'x-unparsed-body': { types: ['application/json', 'application/x-ndjson'], largest: 20 },
      },
    });
    expect(document.components.securitySchemes).toHaveProperty('meter');
  });

  it('keeps a service from starting where nobody checks the credential', async () => {
    await expect(start(UncheckedModule)).rejects.toThrow(credentialCheck('meter'));
  });
});
