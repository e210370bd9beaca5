import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventTypes } from '@trackingbms/message-contracts';
import { eventually } from '../testing/eventually.js';
import { scriptedDevice, type ScriptedDevice } from '../testing/scripted-device.js';
import {
  scriptedPlatform,
  type PlatformScript,
  type ScriptedPlatform,
  type SentEvent,
} from '../testing/scripted-platform.js';
import { batteryInFleet, siteFleet, typeInFleet } from '../testing/site-fleets.js';
import { siteProcess, type SiteProcess } from '../testing/site-process.js';
import { inTemporaryDirectory } from '../testing/temporary-directory.js';

const minutes = 240_000;
const metric = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);

describe('a site whose line is gone', () => {
  let device: ScriptedDevice;
  let platform: ScriptedPlatform;
  let answers = 0;
  const running: SiteProcess[] = [];
  const taken: SentEvent[] = [];

  beforeEach(async () => {
    answers = 0;
    taken.length = 0;
    device = await scriptedDevice((_, socket) => {
      answers += 1;
      socket.write(`:85 {"rPackVoltage_V":${answers}}\n`);
    });
    platform = await scriptedPlatform();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((site) => site.kill()));
    await platform.close();
    await device.close();
  });

  const connected = (): PlatformScript => {
    const bmsConfig = { profile: 'libre-solar-bms', pollIntervalSeconds: 1, siteConnectorId: 2 };
    const battery = batteryInFleet(7, { bmsProtocol: 'thingset', bmsPort: device.port, bmsConfig });
    const body = siteFleet([typeInFleet(), battery]);
    return ({ path, events }) => {
      taken.push(...events);
      return { status: 200, body: path === '/v1/site/fleet' ? body : { taken: events.length } };
    };
  };
  const start = async (directory: string, over: Record<string, string> = {}) => {
    const site = await siteProcess(directory, { PLATFORM_URL: platform.url, ...over });
    running.push(site);
    return site;
  };
  /** What the device said, once each, in the order in which the platform took it. */
  const voltages = () => {
    const readings = taken.filter(({ type }) => type === eventTypes.ReadingsRecordedV1.type);
    const byId = new Map(readings.map((event) => [event.id, event.data.readings?.[0]?.packVoltage ?? 0]));
    return [...byId.values()];
  };
  const nextAnswer = async () => {
    const next = answers + 1;
    await eventually(() => answers >= next);
  };
  const spooled = async ({ url }: SiteProcess) =>
    metric(await (await fetch(`${url}/metrics`)).text(), 'connector_spool_records');

  it(
    'keeps everything that it reads over kill -9 and a restart without a line, and then sends it in order',
    () =>
      inTemporaryDirectory(async (directory) => {
        platform.script = connected();
        const first = await start(directory);
        await eventually(() => voltages().length >= 2);
        platform.script = () => 'break';
        while ((await spooled(first)) < 4) await nextAnswer();
        const kept = await spooled(first);
        await first.kill();

        const second = await start(directory);
        expect(await spooled(second)).toBeGreaterThanOrEqual(kept);
        await nextAnswer();
        await nextAnswer();
        await second.kill();

        const third = await start(directory);
        platform.script = connected();
        await eventually(() => third.said('the spool is empty again') > 0);
        const seen = voltages();
        expect(seen).toEqual([...seen].sort((a, b) => a - b));
        expect(new Set(seen).size).toBe(seen.length);
        // A poll that a kill cuts off is missing, as one that was not made.
        const missing = (seen.at(-1) ?? 0) - seen.length;
        expect(missing).toBeLessThanOrEqual(2);
      }),
    minutes,
  );

  it(
    'drops nothing while its credential is refused, says so once, and goes on polling',
    () =>
      inTemporaryDirectory(async (directory) => {
        platform.script = connected();
        const site = await start(directory);
        await eventually(() => voltages().length >= 1);
        const before = platform.requests.length;
        platform.script = () => ({ status: 401 });
        await eventually(() => platform.requests.length > before + 2);
        expect(site.said('the credential is refused')).toBe(1);
        await nextAnswer();
        await nextAnswer();
        const after = answers - 1;
        expect(await spooled(site)).toBeGreaterThan(0);
        platform.script = connected();
        await eventually(() => site.said('the spool is empty again') > 0);
        expect(voltages().slice(0, after)).toEqual(Array.from({ length: after }, (_, place) => place + 1));
      }),
    minutes,
  );
});
