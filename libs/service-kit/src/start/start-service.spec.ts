import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { IsInt, Max } from 'class-validator';
import { InternalRoute, Permission, PublicRoute } from '../access/access-declaration.js';
import type { Caller } from '../access/caller.js';
import { CurrentCaller, CurrentService } from '../access/current-caller.js';
import { ServiceSettings } from '../settings/service-settings.js';
import { IsSecretFile } from '../settings/is-secret-file.js';
import { type TestCredentials, testCredentials } from '../testing/test-credentials.js';
import { startTestIssuer, type TestIssuer } from '../testing/test-issuer.js';
import { testSettings } from '../testing/test-settings.js';
import type { RunningService } from './service-options.js';
import { startService } from './start-service.js';

class SampleSettings extends ServiceSettings {
  @IsSecretFile() SERVICE_CREDENTIALS_FILE!: string;
}

class Limits {
  @IsInt() @Max(10) most!: number;
}

/** Holds a request until a test lets it go. */
const held = { arrived: () => {}, release: () => {} };

@Controller('v1/samples')
class SamplesController {
  constructor(private readonly settings: SampleSettings) {}

  @Get()
  @Permission('batteries:read')
  list(@CurrentCaller() caller: Caller) {
    return { tenantId: caller.tenantId, service: this.settings.SERVICE_NAME };
  }

  @Post()
  @PublicRoute('a sample')
  create(@Body() limits: Limits) {
    return limits;
  }

  @Post('started')
  @PublicRoute('a sample')
  started() {
    return { started: true };
  }

  @Get('held')
  @PublicRoute('a sample')
  async held() {
    const released = new Promise<void>((resolve) => (held.release = resolve));
    held.arrived();
    await released;
    return { ended: true };
  }

  @Get('failing')
  @PublicRoute('a sample')
  failing(): never {
    throw new Error('SELECT secret FROM somewhere at 10.0.0.1');
  }

  @Get('internal')
  @InternalRoute('service')
  internal(@CurrentService() service: string) {
    return { service };
  }
}

@Module({ controllers: [SamplesController] })
class SamplesModule {}

@Controller('v1/bare')
class BareController {
  @Get() list() {
    return [];
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

describe('startService', () => {
  let issuer: TestIssuer;
  let credentials: TestCredentials;
  let service: RunningService;

  const settings = () =>
    testSettings(
      SampleSettings,
      {
        SERVICE_CREDENTIAL_FILE: credentials.credentialFile('sample'),
        SERVICE_CREDENTIALS_FILE: credentials.credentialsFile,
      },
      issuer,
    );
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${service.httpUrl}${path}`, init);
    return { response, body: (await response.json()) as Record<string, unknown> };
  };

  beforeEach(async () => {
    issuer = await startTestIssuer();
    credentials = testCredentials('sample', 'operator');
    service = await startService({ name: 'samples', module: SamplesModule, settings: settings() });
  });

  afterEach(async () => {
    await service.stop();
    await issuer.stop();
    credentials.remove();
  });

  it('passes a caller whose token holds the permission, and no other', async () => {
    const admitted = await call('/v1/samples', { headers: await issuer.bearer({ tenant: 7 }) });
    expect(admitted.body).toEqual({ tenantId: 7, service: 'test-service' });
    const without = await call('/v1/samples', { headers: await issuer.bearer({ perms: ['alerts:read'] }) });
    expect([without.response.status, without.body['code']]).toEqual([403, 'ACCESS.DENIED']);
    const nobody = await call('/v1/samples');
    expect([nobody.response.status, nobody.body['code']]).toEqual([401, 'ACCESS.TOKEN_MISSING']);
    expect(nobody.response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('tells a user who must change the password what to do', async () => {
    const { body } = await call('/v1/samples', { headers: await issuer.bearer({ perms: ['session:own'] }) });
    expect(body['code']).toBe('ACCESS.PASSWORD_CHANGE_REQUIRED');
  });

  it('knows services by their secret and the operator from services', async () => {
    const known = await call('/v1/samples/internal', { headers: credentials.authorization('sample') });
    expect(known.body).toEqual({ service: 'sample' });
    const operator = await call('/v1/samples/internal', { headers: credentials.authorization('operator') });
    expect(operator.response.status).toBe(401);
    const user = await call('/v1/samples/internal', { headers: await issuer.bearer() });
    expect(user.response.status).toBe(401);
  });

  it('names each wrong field, in the language asked for', async () => {
    const { response, body } = await call('/v1/samples', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'fr-CA,en;q=0.5' },
      body: JSON.stringify({ most: 11, other: 'x' }),
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(body).toMatchObject({
      code: 'REQUEST.INVALID',
      title: 'Requête invalide',
      correlationId: response.headers.get('x-correlation-id'),
    });
    expect(body['errors']).toEqual([
      { pointer: '/other', code: 'UNKNOWN_FIELD', detail: 'n’est pas un champ connu' },
      { pointer: '/most', code: 'MAX', detail: 'doit valoir au plus 10' },
    ]);
  });

  it.each([
    ['broken JSON', { body: '{"most":', headers: { 'content-type': 'application/json' } }, 400],
    ['another media type', { body: 'most=1', headers: { 'content-type': 'text/csv' } }, 415],
    [
      'a body over the limit',
      {
        body: JSON.stringify({ most: 'x'.repeat(300_000) }),
        headers: { 'content-type': 'application/json' },
      },
      413,
    ],
    ['a list instead of an object', { body: '[]', headers: { 'content-type': 'application/json' } }, 400],
    ['no body', {}, 400],
    ['an empty body', { body: '', headers: { 'content-type': 'application/json' } }, 400],
    ['a form', { body: new URLSearchParams({ most: '1' }) }, 415],
    ['text', { body: '{"most":1}', headers: { 'content-type': 'text/plain' } }, 415],
    [
      'a poisoned prototype',
      { body: '{"__proto__": {"most": 1}}', headers: { 'content-type': 'application/json' } },
      400,
    ],
  ])('answers %s as a problem', async (_name, init, status) => {
    const { response, body } = await call('/v1/samples', { method: 'POST', ...init });
    expect([response.status, body['status']]).toEqual([status, status]);
    expect(body['code']).toMatch(/^REQUEST\./);
  });

  it('takes an announced but empty body for none', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    expect((await call('/v1/samples/started', init)).body).toEqual({ started: true });
  });

  it('answers an unknown address with 404 and an unexpected error without a word of it', async () => {
    expect((await call('/v1/nothing')).body['code']).toBe('RESOURCE.NOT_FOUND');
    const { response, body } = await call('/v1/samples/failing', {
      headers: { 'x-correlation-id': 'abc-1' },
    });
    expect(response.status).toBe(500);
    expect(body).toMatchObject({ code: 'SERVER.UNEXPECTED', correlationId: 'abc-1' });
    expect(JSON.stringify(body)).not.toMatch(/SELECT|10\.0\.0\.1|Error:/);
  });

  it('documents its routes in OpenAPI 3.1 with their permission, without the internal ones', async () => {
    const { body } = await call('/openapi.json');
    expect(body['openapi']).toBe('3.1.0');
    const paths = body['paths'] as Record<string, Record<string, Record<string, unknown>>>;
    expect(Object.keys(paths)).toEqual([
      '/v1/samples',
      '/v1/samples/started',
      '/v1/samples/held',
      '/v1/samples/failing',
    ]);
    expect(paths['/v1/samples']?.['get']).toMatchObject({
      operationId: 'samplesList',
      'x-permission': 'batteries:read',
      security: [{ bearer: [] }],
    });
  });

  it('keeps health and metrics off the public port', async () => {
    const at = async (path: string) => (await fetch(`${service.operationsUrl}${path}`)).status;
    expect([await at('/health/live'), await at('/health/ready'), await at('/metrics')]).toEqual([
      200, 200, 200,
    ]);
    expect(await at('/v1/samples')).toBe(404);
    expect((await call('/metrics')).response.status).toBe(404);
    expect((await call('/health/live')).response.status).toBe(404);
  });

  it('ends what is under way before it stops, and takes no more', async () => {
    const arrived = new Promise<void>((resolve) => (held.arrived = resolve));
    const answer = call('/v1/samples/held');
    await arrived;
    const stopped = service.stop();
    expect((await fetch(`${service.operationsUrl}/health/ready`)).status).toBe(503);
    held.release();
    expect((await answer).body).toEqual({ ended: true });
    await stopped;
    await expect(call('/v1/samples')).rejects.toThrow('fetch failed');
  });

  it('refuses to start with a route that declares no access', async () => {
    const start = startService({ name: 'bare', module: BareModule, settings: settings() });
    await expect(start).rejects.toThrow('GET /v1/bare (BareController.list)');
  });

  it('refuses to start with a raw route that nobody meant', async () => {
    const start = startService({
      name: 'raw',
      module: SamplesModule,
      settings: settings(),
      configure: (app) =>
        void app
          .getHttpAdapter()
          .getInstance()
          .get('/raw', () => 'open'),
    });
    await expect(start).rejects.toThrow('GET /raw');
  });
});
