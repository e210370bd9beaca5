import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ensureTopics } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import { startService, type RunningService } from '@trackingbms/service-kit';
import { startTestIssuer, testSettings, type TestIssuer } from '@trackingbms/service-kit/testing';
import { gatewayOptions } from './gateway-options.js';
import { GatewaySettings } from './gateway-settings.js';
import { batteryPaths, FakeOwner, ingestPaths, signInPaths } from './testing/fake-owner.js';

describe('the door', () => {
  let kafka: TestKafka;
  let issuer: TestIssuer;
  let owners: Record<'auth' | 'fleet' | 'dataProcessor' | 'bmsConnector', FakeOwner>;
  let gateway: RunningService;

  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${gateway.httpUrl}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : undefined) as Record<string, unknown>,
    };
  };

  beforeAll(async () => {
    kafka = testKafka();
    await ensureTopics(kafka.settings);
    issuer = await startTestIssuer();
    owners = {
      auth: await FakeOwner.start(signInPaths),
      fleet: await FakeOwner.start(batteryPaths),
      dataProcessor: await FakeOwner.start(),
      bmsConnector: await FakeOwner.start(ingestPaths),
    };
    const settings = testSettings(
      GatewaySettings,
      {
        KAFKA_TOPIC_NAMESPACE: kafka.settings.namespace ?? '',
        AUTH_URL: owners.auth.url,
        FLEET_URL: owners.fleet.url,
        DATA_PROCESSOR_URL: owners.dataProcessor.url,
        BMS_CONNECTOR_URL: owners.bmsConnector.url,
      },
      issuer,
    );
    gateway = await startService({ ...gatewayOptions, settings });
  });

  afterAll(async () => {
    await gateway.stop();
    await Promise.all([...Object.values(owners).map((owner) => owner.stop()), issuer.stop()]);
    await kafka.clean();
  });

  it('passes a request and its answer on as they are', async () => {
    const headers = { ...(await issuer.bearer()), 'content-type': 'application/json', 'if-match': '"6"' };
    const answer = await call('/v1/batteries?dry=1', { method: 'POST', headers, body: '{"name":"One"}' });
    expect(answer).toMatchObject({ status: 201, body: { from: 'the owner' } });
    expect(answer.headers.get('etag')).toBe('"7"');
    expect(owners.fleet.received.at(-1)).toMatchObject({
      method: 'POST',
      url: '/v1/batteries?dry=1',
      body: '{"name":"One"}',
      headers: {
        'if-match': '"6"',
        authorization: headers.authorization,
        'x-correlation-id': expect.any(String),
      },
    });
  });

  it('tells the owner the real address of the caller, not one that the caller made up', async () => {
    await call('/v1/batteries', {
      headers: { ...(await issuer.bearer()), 'x-forwarded-for': '10.9.8.7', 'x-real-ip': '10.9.8.7' },
    });
    const { headers } = owners.fleet.received.at(-1) ?? {};
    expect(JSON.stringify(headers)).not.toContain('10.9.8.7');
  });

  it('lets an open operation pass without a token', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect(await call('/v1/auth/sign-in', init)).toMatchObject({ status: 201 });
  });

  describe('with a body', () => {
    const json = 'application/json';
    const post = async (
      path: string,
      type: string,
      body: RequestInit['body'],
      headers: Record<string, string> = {},
    ) =>
      call(path, {
        method: 'POST',
        headers: { ...(await issuer.bearer()), ...headers, 'content-type': type },
        body,
        ...(body instanceof ReadableStream && { duplex: 'half' }),
      } as RequestInit);
    /** A body without a length, in chunks. */
    const inChunks = (bytes: Buffer) =>
      new ReadableStream({
        start: (controller) => {
          for (let place = 0; place < bytes.length; place += 16_384)
            controller.enqueue(bytes.subarray(place, place + 16_384));
          controller.close();
        },
      });

    it.each([
      ['as it is', (bytes: Buffer) => new Uint8Array(bytes)],
      ['in chunks', inChunks],
    ])('passes a device’s large one on untouched, %s, with a secret that is no token', async (_, written) => {
      const bytes = gzipSync(randomBytes(900_000));
      const headers = { authorization: 'Bearer tbdev_0123456789abcdef', 'content-encoding': 'gzip' };
      const answer = await post('/v1/ingest', 'application/x-ndjson', written(bytes), headers);
      expect(answer.status).toBe(201);
      const received = owners.bmsConnector.received.at(-1);
      expect(received?.headers).toMatchObject({
        ...headers,
        'content-type': 'application/x-ndjson',
      });
      expect(received?.bytes.equals(bytes)).toBe(true);
    });

    it.each([
      ['over its own limit', '/v1/ingest', json, 1024 * 1024 + 1, 413],
      ['over the usual limit', '/v1/batteries', json, 256 * 1024 + 1, 413],
      ['of lines where only JSON is taken', '/v1/batteries', 'application/x-ndjson', 10, 415],
      ['of a form', '/v1/batteries', 'application/x-www-form-urlencoded', 10, 415],
      ['of plain text', '/v1/ingest', 'text/plain', 10, 415],
    ])('refuses one %s', async (...[, path, type, size, status]) => {
      const before = Object.values(owners).reduce((sum, { received }) => sum + received.length, 0);
      const refused = { status, body: expect.objectContaining({ status }) };
      expect(await post(path, type, 'x'.repeat(size))).toMatchObject(refused);
      expect(await post(path, type, inChunks(Buffer.alloc(size + 100_000, 'x')))).toMatchObject(refused);
      expect(Object.values(owners).reduce((sum, { received }) => sum + received.length, 0)).toBe(before);
    });

    it('takes an announced but empty one for none', async () => {
      expect(await post('/v1/batteries', json, '')).toMatchObject({ status: 201 });
      expect(owners.fleet.received.at(-1)?.bytes).toHaveLength(0);
    });
  });

  it('stops a request without a valid token before its owner hears of it', async () => {
    const before = owners.fleet.received.length;
    expect(await call('/v1/batteries')).toMatchObject({
      status: 401,
      body: { code: 'ACCESS.TOKEN_MISSING' },
    });
    const forged = { authorization: 'Bearer e30.e30.e30' };
    expect(await call('/v1/batteries', { headers: forged })).toMatchObject({
      status: 401,
      body: { code: 'ACCESS.TOKEN_INVALID' },
    });
    expect(owners.fleet.received).toHaveLength(before);
  });

  it('answers in the caller’s language what is not there and what is not allowed', async () => {
    const headers = { ...(await issuer.bearer()), 'accept-language': 'fr-CA' };
    expect(await call('/v1/nothing', { headers })).toMatchObject({
      status: 404,
      body: { code: 'GATEWAY.NO_SUCH_OPERATION' },
    });
    const refused = await call('/v1/batteries/1', { method: 'DELETE', headers });
    expect(refused).toMatchObject({ status: 405, body: { code: 'GATEWAY.METHOD_NOT_ALLOWED' } });
    expect(refused.headers.get('allow')).toBe('GET');
    expect(String(refused.body['detail'])).toMatch(/accepte/);
  });

  it.each([
    '/internal/clients',
    '/v1/../internal/clients',
    '/v1/%2e%2e/internal/clients',
    '/health/ready',
    '/metrics',
  ])('has no way to %s', async (path) => {
    const answer = await call(path, { headers: await issuer.bearer() });
    expect(answer.status).toBe(404);
  });

  it('shows everybody’s operations and a page to read them', async () => {
    const { body } = await call('/openapi.json');
    expect(Object.keys(body['paths'] as object)).toEqual(
      expect.arrayContaining(['/v1/live', '/v1/batteries/{id}', '/v1/auth/sign-in']),
    );
    const page = await fetch(`${gateway.httpUrl}/docs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const script = await fetch(`${gateway.httpUrl}/docs/assets/swagger-ui-bundle.js`);
    expect(script.status).toBe(200);
    await script.body?.cancel();
  });

  it('says that an owner is away, and goes on for the others', async () => {
    await owners.fleet.stop();
    const headers = await issuer.bearer();
    expect(await call('/v1/batteries', { headers })).toMatchObject({
      status: 503,
      body: { code: 'GATEWAY.OWNER_UNAVAILABLE' },
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect(await call('/v1/auth/sign-in', init)).toMatchObject({ status: 201 });
  });
});
