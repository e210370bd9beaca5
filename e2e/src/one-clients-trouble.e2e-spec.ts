import { deadLetterTopic, topics } from '@trackingbms/message-contracts';
import { registerBatteries } from './journey/register-batteries.js';
import { RunningPlatform } from './journey/running-platform.js';
import { ReadingLoad } from './load/reading-load.js';
import { setAccess } from './watching/database-access.js';
import { eventually } from './watching/eventually.js';
import { TenantRows } from './watching/tenant-rows.js';
import { findRecord } from './watching/topic-records.js';

interface Side {
  readonly tenantId: number;
  readonly batteryIds: readonly number[];
  readonly load: ReadingLoad;
  readonly rows: TenantRows;
}

describe('one client’s trouble', () => {
  let platform: RunningPlatform;
  let calm: Side;
  let troubled: Side;

  const side = async (client: number): Promise<Side> => {
    const { tenantId } = platform.demo.clients[client]!;
    const batteryIds = await registerBatteries(await platform.signIn(client), 5);
    // Both clients' readings are in one partition: they have nothing between them but the processor.
    const load = new ReadingLoad({ brokers: platform.stack.kafka.brokers, tenantId, batteryIds });
    await load.start();
    return { tenantId, batteryIds, load, rows: await TenantRows.open(platform.stack.mariaDb, tenantId) };
  };
  const storedBy = async ({ rows, batteryIds }: Side): Promise<number> =>
    (await rows.readings(batteryIds)).length;

  beforeAll(async () => {
    platform = await RunningPlatform.start({ tenants: 2, batteries: 2, interval: 1 });
    calm = await side(0);
    troubled = await side(1);
  }, 240_000);

  afterAll(async () => {
    await Promise.all([calm?.rows.close(), troubled?.rows.close()]);
    await platform?.stop();
  }, 60_000);

  it('does not hold up another: its readings wait while the other’s are stored', async () => {
    await eventually(
      () => storedBy(troubled),
      (stored) => stored > 0,
    );
    await setAccess(platform.stack.mariaDb, `c${troubled.tenantId}_data_processor`, false);
    await troubled.load.more(500);
    await calm.load.more(500);
    const wanted = calm.load.acknowledged.size;
    await eventually(
      () => storedBy(calm),
      (stored) => stored >= wanted,
    );
    expect(await storedBy(troubled)).toBeLessThan(troubled.load.acknowledged.size);
  }, 120_000);

  it('ends with every reading stored once its database is back, while both go on', async () => {
    await setAccess(platform.stack.mariaDb, `c${troubled.tenantId}_data_processor`, true);
    await troubled.load.more(200);
    await Promise.all([calm.load.stop(), troubled.load.stop()]);
    for (const { load, rows, batteryIds } of [troubled, calm]) {
      const expected = [...load.acknowledged].sort();
      const stored = await eventually(
        () => rows.readings(batteryIds),
        (found) => found.length >= expected.length,
      );
      expect(stored.sort()).toEqual(expected);
      expect(await rows.rolledUp(batteryIds)).toBe(expected.length);
    }
  }, 180_000);

  it('and a record that nobody can read goes to the dead letters with its bytes, while the partition goes on', async () => {
    const again = new ReadingLoad({
      brokers: platform.stack.kafka.brokers,
      tenantId: calm.tenantId,
      batteryIds: calm.batteryIds,
    });
    const before = await storedBy(calm);
    await again.start();
    const bytes = Buffer.from([0x00, 0xff, 0x7b, 0x22]);
    await again.sendUnreadable(bytes);
    await again.more(100);
    await again.stop();
    const letter = await findRecord(
      platform.stack.kafka.brokers,
      deadLetterTopic(topics.readings),
      ({ value }) => value?.equals(bytes) ?? false,
    );
    expect(Object.keys(letter.headers ?? {}).length).toBeGreaterThan(0);
    await eventually(
      () => storedBy(calm),
      (stored) => stored >= before + again.acknowledged.size,
    );
  }, 120_000);
});
