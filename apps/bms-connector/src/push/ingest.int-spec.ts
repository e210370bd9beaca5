import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventPublisher, LiveTailReader, ensureTopics } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import {
  decodeEvent,
  eventTypes,
  topics,
  type KnownEvent,
  type ReadingsRecordedV1,
} from '@trackingbms/message-contracts';
import { startService, type RunningService } from '@trackingbms/service-kit';
import { testSettings } from '@trackingbms/service-kit/testing';
import { BmsConnectorModule } from '../bms-connector.module.js';
import { ConnectorSettings } from '../connector-settings.js';
import { eventually } from '../testing/eventually.js';
import {
  ago,
  pushBattery,
  pushCredential,
  pushTenant,
  secretOf,
  sendReadings,
  series,
} from '../testing/push-requests.js';

const minute = 60_000;
const json = 'application/json';
const ndjson = 'application/x-ndjson';

describe('POST /v1/ingest', () => {
  let kafka: TestKafka;
  let publisher: EventPublisher;
  let tail: LiveTailReader;
  let service: RunningService;
  let directory: string;
  const seen: KnownEvent[] = [];

  const stored = (batteryId: number) =>
    seen
      .filter(({ type }) => type === eventTypes.ReadingsRecordedV1.type)
      .map(({ data }) => data as ReadingsRecordedV1)
      .filter((data) => data.batteryId === batteryId)
      .flatMap(({ readings }) => readings);
  const isReady = async () => (await fetch(`${service.operationsUrl}/health/ready`)).status === 200;
  const knows = async (batteryId: number) => {
    const hasCome = async () =>
      (await sendReadings(service, 'x', { secret: secretOf(batteryId) })).status === 400;
    while (!(await hasCome())) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  beforeAll(async () => {
    kafka = testKafka();
    await ensureTopics(kafka.settings);
    publisher = new EventPublisher(kafka.settings);
    await publisher.publish([
      pushTenant,
      ...[7, 8, 9, 10].flatMap((id) => [pushBattery(id), pushCredential(id)]),
    ]);
    tail = new LiveTailReader(kafka.settings, {
      topics: [topics.readings],
      onRecord: (_, record) => {
        const decoded = decodeEvent(record);
        if (decoded.ok) seen.push(decoded.event);
      },
    });
    await tail.start();
    directory = await mkdtemp(join(tmpdir(), 'bms-connector-'));
    const settings = testSettings(ConnectorSettings, {
      KAFKA_TOPIC_NAMESPACE: kafka.settings.namespace ?? '',
      SPOOL_DIRECTORY: directory,
    });
    service = await startService({ name: 'bms-connector', module: BmsConnectorModule, settings });
    while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 20));
  }, minute);
  afterAll(async () => {
    await service.stop();
    await tail.stop();
    await publisher.disconnect();
    await kafka.clean();
    await rm(directory, { recursive: true, force: true });
  }, minute);

  it('answers 202 for what is in the topic by then, with the readings’ own times', async () => {
    const readings = [
      {
        timestamp: ago(600),
        packVoltage: 52.71,
        packCurrent: -3.2,
        socPercent: 'NaN',
        cellVoltages: [3.3, null],
      },
      { timestamp: ago(300), packVoltage: 9_999, faultCodes: ['CELL_OVER_VOLTAGE'] },
    ];
    const answer = await sendReadings(service, JSON.stringify(readings));
    expect(answer).toMatchObject({
      status: 202,
      body: { accepted: 2, duplicates: 0, setAside: 1, refused: [] },
    });
    await eventually(() => stored(7).length >= 2);
    expect(stored(7)).toMatchObject([
      { timestamp: readings[0]?.timestamp, packVoltage: 52.71, packCurrent: -3.2, cellVoltages: [3.3, null] },
      {
        timestamp: readings[1]?.timestamp,
        faultCodes: ['CELL_OVER_VOLTAGE'],
        setAside: [{ field: 'packVoltage', value: 9_999 }],
      },
    ]);
    expect(stored(7)[0]).not.toHaveProperty('socPercent');
    expect(stored(7)[1]).not.toHaveProperty('packVoltage');
    const [connected] = seen.filter(({ type }) => type === eventTypes.DeviceConnectedV1.type);
    expect(connected).toMatchObject({ tenantId: 1, data: { batteryId: 7 } });
  });

  it('takes lines, and either way in gzip', async () => {
    const lines = series(3, 10_000).map((reading) => JSON.stringify(reading));
    const gzip = { 'content-encoding': 'gzip' };
    expect(await sendReadings(service, lines.join('\n'), { type: ndjson })).toMatchObject({ status: 202 });
    const packed = gzipSync(`${lines.join('\r\n')}\n`);
    expect(
      await sendReadings(service, packed, { type: `${ndjson}; charset=utf-8`, headers: gzip }),
    ).toMatchObject({
      status: 202,
      body: { accepted: 3 },
    });
    expect(await sendReadings(service, gzipSync(`[${lines.join()}]`), { headers: gzip })).toMatchObject({
      body: { accepted: 3 },
    });
  });

  it('gives a batch that comes again the same event', async () => {
    const body = JSON.stringify(series(3, 20_000));
    await sendReadings(service, body, { secret: secretOf(8) });
    await sendReadings(service, body, { secret: secretOf(8) });
    await eventually(() => stored(8).length >= 6);
    const events = seen.filter(
      ({ type, data }) =>
        type === eventTypes.ReadingsRecordedV1.type && (data as ReadingsRecordedV1).batteryId === 8,
    );
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
  });

  const elsewhere = JSON.stringify({ batteryId: 8, packVoltage: 52 });
  it.each([
    [
      'without a secret that is known',
      '{}',
      { secret: 'tbdev_00000000000000000000' },
      401,
      'INGEST.CREDENTIAL_REFUSED',
    ],
    ['with a person’s token', '{}', { secret: 'e30.e30.e30' }, 401, 'INGEST.CREDENTIAL_REFUSED'],
    ['for another battery', elsewhere, {}, 403, 'INGEST.OTHER_BATTERY'],
    ['of no JSON', '{"packVoltage":', {}, 400, 'BODY.NOT_JSON'],
    ['of nothing', '', {}, 400, 'BODY.EMPTY'],
    ['of what is no reading', '[[]]', {}, 400, 'INGEST.NOT_A_READING'],
    ['of a form', 'a=1', { type: 'application/x-www-form-urlencoded' }, 415, undefined],
    ['of plain text', '{}', { type: 'text/plain' }, 415, undefined],
    ['in another encoding', '{}', { headers: { 'content-encoding': 'br' } }, 415, 'BODY.ENCODING_UNKNOWN'],
    ['of more than 1 MiB', ' '.repeat(1024 * 1024 + 1), {}, 413, 'BODY.TOO_LARGE'],
    ['of more than 1,000 readings', JSON.stringify(series(1_001)), {}, 413, 'BODY.TOO_MANY'],
    [
      'of a bomb',
      gzipSync(Buffer.alloc(16 * 1024 * 1024, ' ')),
      { headers: { 'content-encoding': 'gzip' } },
      413,
      'BODY.UNPACKED_TOO_LARGE',
    ],
    [
      'of a time that cannot be',
      '{"timestamp":"1970-01-01T00:00:00Z","packVoltage":1}',
      {},
      422,
      'INGEST.NOTHING_KEPT',
    ],
  ] as const)('refuses one %s, and stores nothing', async (...[, body, sent, status, code]) => {
    const answer = await sendReadings(service, body, sent);
    expect(answer).toMatchObject({ status, body: { status, ...(code && { code }) } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(stored(7).every(({ packVoltage }) => packVoltage !== 1)).toBe(true);
  });

  it('tells a device that pushes too much how long it has to wait', async () => {
    const secret = secretOf(9);
    expect(await sendReadings(service, JSON.stringify(series(1_000)), { secret })).toMatchObject({
      status: 202,
    });
    const refused = await sendReadings(service, JSON.stringify(series(600, 1_000)), { secret });
    expect(refused).toMatchObject({ status: 429, body: { code: 'INGEST.OVER_RATE' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  });

  it(
    'takes nothing any more from a credential within 5 s of its revocation',
    async () => {
      const secret = secretOf(10);
      expect(await sendReadings(service, '{"packVoltage":52}', { secret })).toMatchObject({ status: 202 });
      const revokedAt = Date.now();
      await publisher.publish([pushCredential(10, { version: 2, isRevoked: true })]);
      while ((await sendReadings(service, '{"packVoltage":52}', { secret })).status !== 401) {
        if (Date.now() - revokedAt > 5_000) throw new Error('still accepted after 5 s');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(await sendReadings(service, '{"packVoltage":52}')).toMatchObject({ status: 202 });
    },
    minute,
  );

  it('takes the readings of a new battery as soon as it is known, and none of a retired one', async () => {
    await publisher.publish([pushBattery(11), pushCredential(11)]);
    await knows(11);
    expect(await sendReadings(service, '{"packVoltage":52}', { secret: secretOf(11) })).toMatchObject({
      status: 202,
    });
    await publisher.publish([pushBattery(11, { version: 2, status: 'decommissioned' })]);
    const isRetired = async () =>
      (await sendReadings(service, '{"packVoltage":52}', { secret: secretOf(11) })).body['code'] ===
      'INGEST.BATTERY_NOT_SERVED';
    while (!(await isRetired())) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('lets an address that only guesses wait, and not the devices behind it', async () => {
    const guess = () => sendReadings(service, '{}', { secret: 'tbdev_guessguessguessguess' });
    const answers = [];
    for (let guesses = 0; guesses < 70; guesses += 1) answers.push((await guess()).status);
    expect(answers.at(-1)).toBe(429);
    expect(await sendReadings(service, '{"packVoltage":52}')).toMatchObject({ status: 202 });
  });

  it('is documented with its credential, its types and its limit', async () => {
    const document = (await (await fetch(`${service.httpUrl}/openapi.json`)).json()) as {
      paths: Record<string, { post: Record<string, unknown> }>;
      components: { securitySchemes: Record<string, unknown> };
    };
    const { post } = document.paths['/v1/ingest'] ?? {};
    expect(post).toMatchObject({
      security: [{ device: [] }],
      'x-credential': 'device',
      'x-unparsed-body': { types: [json, ndjson], largest: 1024 * 1024 },
      requestBody: { content: { [json]: {}, [ndjson]: {} } },
    });
    expect(document.components.securitySchemes['device']).toMatchObject({ type: 'http', scheme: 'bearer' });
  });
});
