import type { ApiClient } from './journey/api-client.js';
import { registerBatteries } from './journey/register-batteries.js';
import { RunningPlatform } from './journey/running-platform.js';
import { ReadingLoad } from './load/reading-load.js';
import { eventually } from './watching/eventually.js';
import { TenantRows } from './watching/tenant-rows.js';

const services = ['data-processor', 'bms-connector', 'tenant-manager', 'auth', 'fleet', 'gateway'] as const;
const readingsBetweenCrashes = 400;

describe('whatever crashes', () => {
  let platform: RunningPlatform;
  let api: ApiClient;
  let load: ReadingLoad;
  let batteryIds: number[];
  let tenantId: number;

  beforeAll(async () => {
    platform = await RunningPlatform.start({ tenants: 1, batteries: 12, interval: 1 });
    api = await platform.signIn();
    tenantId = platform.demo.clients[0]!.tenantId;
    batteryIds = await registerBatteries(api, 10);
    load = new ReadingLoad({ brokers: platform.stack.kafka.brokers, tenantId, batteryIds });
    await load.start();
  }, 240_000);
  afterAll(() => platform?.stop(), 60_000);

  it.each(services)(
    '%s is killed during load and comes back',
    async (name) => {
      await load.more(readingsBetweenCrashes);
      const service = platform.stack.service(name);
      const before = service.process?.pid;
      await service.process?.kill();
      await load.more(readingsBetweenCrashes);
      await eventually(
        () =>
          fetch(`${platform.stack.operationsUrl(name)}/health/ready`).then(
            (answer) => answer.ok,
            () => false,
          ),
        (isReady) => isReady && service.process?.pid !== before,
      );
    },
    120_000,
  );

  it('Kafka is killed during load and comes back', async () => {
    await load.more(readingsBetweenCrashes);
    await platform.stack.kafka.kill();
    await platform.stack.kafka.restart();
    await load.more(readingsBetweenCrashes);
  }, 120_000);

  it('MariaDB is killed during load and comes back', async () => {
    await load.more(readingsBetweenCrashes);
    await platform.stack.mariaDb.kill();
    await load.more(readingsBetweenCrashes);
    await platform.stack.mariaDb.restart();
    await load.more(readingsBetweenCrashes);
  }, 120_000);

  it('and every acknowledged reading is in exactly one row, and counted once', async () => {
    await load.stop();
    const rows = await TenantRows.open(platform.stack.mariaDb, tenantId);
    const expected = [...load.acknowledged].sort();
    const stored = await eventually(
      () => rows.readings(batteryIds),
      (found) => found.length >= expected.length,
    );
    expect(stored.sort()).toEqual(expected);
    expect(await rows.rolledUp(batteryIds)).toBe(expected.length);
    await rows.close();
  }, 180_000);

  it('and the demo’s packs are polled and shown again', async () => {
    const again = await platform.signIn();
    const [battery] = await again.batteries();
    const live = await again.live(`?events=reading&batteries=${battery?.id}`);
    await live.next(({ event }) => event === 'reading');
    live.close();
  }, 120_000);
});
