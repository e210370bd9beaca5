import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventPublisher, ensureTopics, type OutgoingEvent } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import { eventTypes, recordKeys } from '@trackingbms/message-contracts';
import { eventually } from '../testing/eventually.js';
import { batteryEntry, tenantEntry } from '../testing/fleet-entries.js';
import { ReplicaProcess } from '../testing/replica-process.js';
import { WatchedDevice } from '../testing/watched-device.js';

const count = 40;
const minute = 60_000;
/** What is promised: ms from the death of a replica until each of its devices is asked again. */
const promised = 30_000;
const patience = { milliseconds: 2 * minute };

const entry = (name: 'TenantEntryV1' | 'BatteryEntryV1', key: string, data: object): OutgoingEvent => ({
  topic: eventTypes[name].topic,
  key,
  tenantId: 1,
  partitionBy: 'tenant',
  id: key,
  type: eventTypes[name].type,
  source: '/test',
  time: new Date().toISOString(),
  data,
});

/** One story: two replicas, a third comes, is frozen, thaws, and is killed. */
describe('replicas that share the devices of a fleet', () => {
  let kafka: TestKafka;
  let folder: string;
  let devices: WatchedDevice[];
  let third: ReplicaProcess;
  const replicas: ReplicaProcess[] = [];

  const startOne = (): ReplicaProcess => {
    const replica = ReplicaProcess.start(
      kafka.settings.namespace ?? '',
      join(folder, `spool-${replicas.length}`),
    );
    replicas.push(replica);
    return replica;
  };
  const peers = () => new Map(devices.map((device) => [device, device.peer]));
  const movedSince = (before: ReadonlyMap<WatchedDevice, number | undefined>) =>
    devices.filter((device) => device.peer !== before.get(device));
  const eachAskedAgain = async (some: readonly WatchedDevice[]) => {
    const now = performance.now();
    await eventually(() => some.every((device) => device.pollsSince(now) >= 2), patience);
  };
  const askedByTwoAtATime = () =>
    devices.filter(({ peersInTurn }) => new Set(peersInTurn).size !== peersInTurn.length);
  const report = (what: string, some: readonly WatchedDevice[], from: number) => {
    const silences = some.map((device) => device.longestSilence(from));
    const longest = Math.max(...silences);
    process.stdout.write(
      `${what}: ${some.length} of ${count} devices, silent for ${longest.toFixed(0)} ms at most\n`,
    );
    return longest;
  };

  beforeAll(async () => {
    kafka = testKafka();
    folder = await mkdtemp(join(tmpdir(), 'replicas-'));
    await ensureTopics(kafka.settings);
    devices = await Promise.all(Array.from({ length: count }, () => WatchedDevice.listen()));
    const publisher = new EventPublisher(kafka.settings);
    const bmsConfig = { profile: 'libre-solar-bms', pollIntervalSeconds: 1 };
    await publisher.publish([
      entry('TenantEntryV1', recordKeys.tenant(1), tenantEntry()),
      ...devices.map(({ port }, index) => {
        const where = { bmsProtocol: 'thingset' as const, bmsPort: port, bmsConfig };
        const data = batteryEntry({ batteryId: index + 1, ...where });
        return entry('BatteryEntryV1', recordKeys.fleetBattery(1, index + 1), data);
      }),
    ]);
    await publisher.disconnect();
    startOne();
    await eventually(() => devices.every(({ polls }) => polls.length > 0), patience);
    const before = peers();
    startOne();
    await eventually(() => movedSince(before).length > 0, patience);
    await eachAskedAgain(devices);
  }, 5 * minute);
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.end('SIGKILL')));
    await Promise.all(devices.map((device) => device.close()));
    await kafka.clean();
    await rm(folder, { recursive: true, force: true });
  }, minute);

  it(
    'give a part to one that comes and go on with the rest, each device asked by one at a time',
    async () => {
      const [before, from] = [peers(), performance.now()];
      third = startOne();
      await eventually(() => movedSince(before).length > 0, patience);
      await eachAskedAgain(devices);
      const moved = movedSince(before);
      expect(moved.length).toBeLessThan(count / 2);
      expect(askedByTwoAtATime()).toEqual([]);
      report('a replica came, those that it was given', moved, from);
      report(
        'a replica came, those that stayed',
        devices.filter((device) => !moved.includes(device)),
        from,
      );
    },
    3 * minute,
  );

  it(
    'take over from one that is frozen, and it asks nobody when it thaws until it is given devices again',
    async () => {
      const held = peers();
      const frozenAt = performance.now();
      third.signal('SIGSTOP');
      await eventually(() => movedSince(held).length > 0, patience);
      await eachAskedAgain(devices);
      expect(report('a replica was frozen, those it had', movedSince(held), frozenAt)).toBeLessThan(promised);
      const taken = peers();
      third.signal('SIGCONT');
      await eventually(() => movedSince(taken).length > 0, patience);
      await eachAskedAgain(devices);
      expect(askedByTwoAtATime()).toEqual([]);
    },
    5 * minute,
  );

  it(
    'take over from one that is killed within the time that is promised',
    async () => {
      const held = peers();
      const killedAt = performance.now();
      await third.end('SIGKILL');
      await eventually(() => movedSince(held).length > 0, patience);
      await eachAskedAgain(devices);
      expect(report('a replica was killed, those it had', movedSince(held), killedAt)).toBeLessThan(promised);
      expect(askedByTwoAtATime()).toEqual([]);
    },
    3 * minute,
  );

  it(
    'take over at once from one that is told to end',
    async () => {
      const held = peers();
      const toldAt = performance.now();
      await replicas[1]?.end('SIGTERM');
      await eventually(() => movedSince(held).length > 0, patience);
      await eachAskedAgain(devices);
      report('a replica ended, those it had', movedSince(held), toldAt);
      expect(new Set(movedSince(held)).size).toBeGreaterThan(0);
      expect(askedByTwoAtATime()).toEqual([]);
    },
    3 * minute,
  );
});
