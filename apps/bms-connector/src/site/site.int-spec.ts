import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventPublisher, LiveTailReader, ensureTopics, type OutgoingEvent } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import { decodeEvent, eventTypes, recordKeys, topics, type KnownEvent } from '@trackingbms/message-contracts';
import { startService, type RunningService } from '@trackingbms/service-kit';
import { testSettings } from '@trackingbms/service-kit/testing';
import { completeReading } from '@trackingbms/telemetry';
import { BmsConnectorModule } from '../bms-connector.module.js';
import { ConnectorSettings } from '../connector-settings.js';
import { SiteConnectorModule } from '../on-site/site-connector.module.js';
import { SiteConnectorSettings } from '../on-site/site-connector-settings.js';
import { readingRecorded } from '../readings/battery-events.js';
import { eventually } from '../testing/eventually.js';
import { batteryEntry, batteryTypeEntry, tenantEntry } from '../testing/fleet-entries.js';
import { scriptedDevice, type ScriptedDevice } from '../testing/scripted-device.js';
import { siteSecret } from '../testing/site-process.js';
import { inTemporaryDirectory } from '../testing/temporary-directory.js';

const minutes = 120_000;
const day = 86_400_000;
const secretHash = createHash('sha256').update(siteSecret).digest('hex');

describe('a site, the platform and Kafka', () => {
  let kafka: TestKafka;
  let publisher: EventPublisher;
  let tail: LiveTailReader;
  let device: ScriptedDevice;
  let answers = 0;
  const seen: KnownEvent[] = [];
  const running: RunningService[] = [];

  beforeEach(async () => {
    answers = 0;
    seen.length = 0;
    kafka = testKafka();
    await ensureTopics(kafka.settings);
    publisher = new EventPublisher(kafka.settings);
    tail = new LiveTailReader(kafka.settings, {
      topics: [topics.readings],
      onRecord: (_, record) => {
        const decoded = decodeEvent(record);
        if (decoded.ok) seen.push(decoded.event);
      },
    });
    await tail.start();
    device = await scriptedDevice((_, socket) => {
      answers += 1;
      socket.write(`:85 {"rPackVoltage_V":${answers}}\n`);
    });
  }, minutes);
  afterEach(async () => {
    for (const service of running.splice(0).reverse()) await service.stop();
    await tail.stop();
    await publisher.disconnect();
    await device.close();
    await kafka.clean();
  }, minutes);

  const entry = (name: keyof typeof eventTypes, key: string, data: object): OutgoingEvent => ({
    topic: eventTypes[name].topic,
    key,
    tenantId: 1,
    partitionBy: 'tenant',
    id: `${key}/${Math.random()}`,
    type: eventTypes[name].type,
    source: '/test',
    time: new Date().toISOString(),
    data,
  });
  const site = (over: object = {}) =>
    entry('SiteConnectorEntryV1', recordKeys.fleetSiteConnector(1, 2), {
      siteConnectorId: 2,
      version: 1,
      name: 'A site',
      secretHash,
      isRevoked: false,
      ...over,
    });
  const battery = (batteryId: number, siteConnectorId: number | undefined, over: object = {}) => {
    const bmsConfig = {
      profile: 'libre-solar-bms',
      pollIntervalSeconds: 1,
      ...(siteConnectorId && { siteConnectorId }),
    };
    const where = { bmsProtocol: 'thingset' as const, bmsPort: device.port, bmsConfig };
    return entry(
      'BatteryEntryV1',
      recordKeys.fleetBattery(1, batteryId),
      batteryEntry({ batteryId, ...where, ...over }),
    );
  };
  const fleet = () => [
    entry('TenantEntryV1', recordKeys.tenant(1), tenantEntry()),
    entry('BatteryTypeEntryV1', recordKeys.fleetBatteryType(1, 3), batteryTypeEntry()),
    site(),
    battery(7, 2),
  ];

  async function startPlatform(directory: string, over: Record<string, string> = {}): Promise<string> {
    const settings = testSettings(ConnectorSettings, {
      KAFKA_TOPIC_NAMESPACE: kafka.settings.namespace ?? '',
      SPOOL_DIRECTORY: join(directory, 'platform'),
      ALLOWED_DEVICE_RANGES: '127.0.0.0/8',
      ...over,
    });
    const service = await startService({ name: 'bms-connector', module: BmsConnectorModule, settings });
    running.push(service);
    const url = service.httpUrl ?? '';
    let status = 503;
    while (status === 503) ({ status } = await fetch(`${url}/v1/site/fleet`));
    return url;
  }
  async function startSite(directory: string, url: string): Promise<RunningService> {
    const credential = join(directory, 'credential');
    await writeFile(credential, siteSecret, { mode: 0o600 });
    const settings = testSettings(SiteConnectorSettings, {
      PLATFORM_URL: url,
      SITE_CREDENTIAL_FILE: credential,
      SPOOL_DIRECTORY: join(directory, 'site'),
      ALLOWED_DEVICE_RANGES: '127.0.0.0/8',
    });
    const service = await startService({ name: 'site-connector', module: SiteConnectorModule, settings });
    running.push(service);
    return service;
  }
  const headers = { authorization: `Bearer ${siteSecret}` };
  const post = (url: string, ...events: readonly unknown[]) =>
    fetch(`${url}/v1/site/events`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      body: events.map((event) => JSON.stringify(event)).join('\n'),
    });
  const reading = (batteryId: number, timestamp: number, tenantId = 1) =>
    readingRecorded({ tenantId, batteryId }, completeReading({ timestamp, packVoltage: 52 }));
  const readings = () => seen.filter(({ type }) => type === eventTypes.ReadingsRecordedV1.type);

  it(
    'readings of the site arrive in the log, polled on the site alone',
    () =>
      inTemporaryDirectory(async (directory) => {
        await publisher.publish(fleet());
        const url = await startPlatform(directory);
        const metrics = async ({ operationsUrl }: RunningService) =>
          (await fetch(`${operationsUrl}/metrics`)).text();
        await startSite(directory, url);
        await eventually(() => readings().length >= 3);
        const events = readings();
        expect(events[0]).toMatchObject({ tenantId: 1, source: '/bms-connector', subject: '1/7' });
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        const [platform, onSite] = running as [RunningService, RunningService];
        expect(await metrics(platform)).toContain('connector_batteries{state="polled"} 0');
        const text = await metrics(onSite);
        expect(text).toContain('connector_batteries{state="polled"} 1');
        expect(text).toMatch(
          /connector_platform_requests_total\{operation="events",outcome="answered"\} [1-9]/,
        );
        expect(Number(/^connector_clock_offset_seconds (\S+)$/m.exec(text)?.[1])).toBeLessThan(10);
        expect((await fetch(`${onSite.operationsUrl}/health/ready`)).status).toBe(200);
        // The battery comes back to the platform: the site leaves it alone, the platform polls it.
        await publisher.publish([battery(7, undefined, { version: 2 })]);
        let polled = await metrics(platform);
        while (!polled.includes('connector_batteries{state="polled"} 1')) polled = await metrics(platform);
      }),
    minutes,
  );

  it(
    'the fleet is answered with a tag, and 304 as long as it holds',
    () =>
      inTemporaryDirectory(async (directory) => {
        await publisher.publish([...fleet(), battery(8, undefined), battery(9, 3)]);
        const url = await startPlatform(directory);
        const first = await fetch(`${url}/v1/site/fleet`, { headers });
        const tag = first.headers.get('etag') ?? '';
        expect(await first.json()).toMatchObject({
          siteConnectorId: 2,
          tenant: { tenantId: 1, version: 1, status: 'active' },
          entries: [{ key: '1/battery-type/3' }, { key: '1/battery/7' }],
        });
        const again = () =>
          fetch(`${url}/v1/site/fleet`, { headers: { ...headers, 'if-none-match': `W/${tag}` } });
        expect((await again()).status).toBe(304);
        await publisher.publish([battery(8, 2, { version: 2 })]);
        let changed = await again();
        while (changed.status === 304) changed = await again();
        expect(((await changed.json()) as { entries: unknown[] }).entries).toHaveLength(3);
      }),
    minutes,
  );

  it(
    'takes what is days old, a repeat as the same event, and refuses by name what is not the site’s',
    () =>
      inTemporaryDirectory(async (directory) => {
        await publisher.publish([...fleet(), battery(8, 3)]);
        const url = await startPlatform(directory);
        const old = reading(7, Date.now() - 6 * day);
        for (let times = 0; times < 2; times++) {
          const answer = await post(url, old);
          expect([answer.status, await answer.json()]).toEqual([200, { taken: 1 }]);
        }
        await eventually(() => readings().length === 2);
        expect(readings().map(({ id }) => id)).toEqual([old.id, old.id]);
        const refused = await post(
          url,
          reading(7, Date.now()),
          reading(8, Date.now()),
          reading(7, Date.now(), 5),
        );
        expect(refused.status).toBe(422);
        expect(await refused.json()).toMatchObject({
          code: 'SITE.EVENTS_REFUSED',
          errors: [
            { pointer: '/1/data/batteryId', code: 'NOT_OF_THIS_SITE' },
            { pointer: '/2/id', code: 'ID_MISMATCH' },
          ],
        });
        const many = Array.from({ length: 1_001 }, (_, number) => reading(7, Date.now() - number));
        expect((await post(url, ...many)).status).toBe(413);
        expect((await post(url, 'not an event')).status).toBe(422);
        const wrong = await fetch(`${url}/v1/site/events`, { method: 'POST', headers, body: 'x' });
        expect(wrong.status).toBe(415);
        expect(readings()).toHaveLength(2);
      }),
    minutes,
  );

  it(
    'a credential that is revoked opens nothing any more within 5 s, nor does one that never was',
    () =>
      inTemporaryDirectory(async (directory) => {
        await publisher.publish(fleet());
        const url = await startPlatform(directory);
        expect((await post(url, reading(7, Date.now()))).status).toBe(200);
        const stranger = { authorization: `Bearer ${siteSecret}x` };
        expect((await fetch(`${url}/v1/site/fleet`, { headers: stranger })).status).toBe(401);
        expect((await fetch(`${url}/v1/site/fleet`)).status).toBe(401);
        const revokedAt = Date.now();
        await publisher.publish([site({ version: 2, isRevoked: true })]);
        let status = 200;
        while (status === 200 && Date.now() - revokedAt < 5_000) {
          ({ status } = await post(url, reading(7, Date.now())));
        }
        expect(status).toBe(401);
        expect((await fetch(`${url}/v1/site/fleet`, { headers })).status).toBe(401);
      }),
    minutes,
  );

  it(
    'says when it cannot store what it is given, and when a site sends more than it may',
    () =>
      inTemporaryDirectory(async (directory) => {
        await publisher.publish(fleet());
        const url = await startPlatform(directory, { SITE_EVENTS_PER_MINUTE: '2' });
        expect((await post(url, reading(7, Date.now()))).status).toBe(200);
        await running[0]?.app.get(EventPublisher, { strict: false }).disconnect();
        const away = await post(url, reading(7, Date.now()));
        expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
        const limited = await post(url, reading(7, Date.now()));
        expect(limited.status).toBe(429);
        expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
      }),
    minutes,
  );
});
