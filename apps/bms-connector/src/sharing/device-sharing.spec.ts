import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SharesListener } from '@trackingbms/event-log';
import { eventTypes, topics, type EventTypeName, type KnownEvent } from '@trackingbms/message-contracts';
import { InMemoryEventLog } from '@trackingbms/event-log/testing';
import { BatteryRoster } from '../fleet-view/battery-roster.js';
import { FleetView } from '../fleet-view/fleet-view.js';
import { batteryEntry, pollRules, tenantEntry } from '../testing/fleet-entries.js';
import { DeviceSharing } from './device-sharing.js';

const batteries = 300;
const event = (name: EventTypeName, data: object): KnownEvent =>
  ({
    id: '1',
    source: '/test',
    type: eventTypes[name].type,
    time: '2026-01-01T00:00:00.000Z',
    tenantId: 1,
    data,
  }) as KnownEvent;

/** Batteries 1, 2 behind one gateway, 3, 4 behind the next, and so on; every tenth is refused. */
function tellFleet(view: FleetView): void {
  view.apply(event('TenantEntryV1', tenantEntry()));
  for (let batteryId = 1; batteryId <= batteries; batteryId += 1) {
    const bmsPort = 10_000 + Math.ceil(batteryId / 2);
    const isWrong = batteryId % 10 === 0;
    view.apply(
      event(
        'BatteryEntryV1',
        batteryEntry({ batteryId, bmsPort, ...(isWrong && { bmsIpAddress: '8.8.8.8' }) }),
      ),
    );
  }
}

class Replica {
  readonly polled = new Set<string>();
  readonly refused = new Set<string>();
  readonly done: string[] = [];
  readonly sharing: DeviceSharing;
  readonly roster: BatteryRoster;

  constructor(log: InMemoryEventLog) {
    const group = { groupId: 'connectors', topic: topics.pollingShares };
    this.sharing = new DeviceSharing((listener) => log.groupShares({ ...group, ...listener }));
    this.roster = new BatteryRoster(
      pollRules(),
      {
        poll: ({ key, link }) => {
          this.polled.add(`${key} ${link}`);
          this.done.push(`poll ${key}`);
        },
        stop: (key) => {
          for (const each of this.polled) if (each.startsWith(`${key} `)) this.polled.delete(each);
          this.done.push(`stop ${key}`);
        },
        refuse: ({ battery }) => this.refused.add(`1/${battery.batteryId}`),
      },
      this.sharing,
    );
    tellFleet(new FleetView((key, battery) => this.roster.changed(key, battery)));
  }

  async begin(): Promise<void> {
    this.roster.begin();
    await new Promise<void>((resolve) => {
      this.sharing.join(() => {
        this.roster.redistribute();
        resolve();
      });
    });
  }
}

describe('replicas that share the devices', () => {
  let log: InMemoryEventLog;
  beforeEach(() => {
    log = new InMemoryEventLog();
  });

  const begun = async (count: number): Promise<Replica[]> => {
    const replicas = Array.from({ length: count }, () => new Replica(log));
    for (const replica of replicas) await replica.begin();
    return replicas;
  };
  const linksOf = (replica: Replica) => new Set([...replica.polled].map((each) => each.split(' ')[1]));
  const inAll = (replicas: readonly Replica[]) => replicas.flatMap(({ polled }) => [...polled]);

  it('poll nothing before the group has dealt', () => {
    const replica = new Replica(log);
    replica.roster.begin();
    expect(replica.done).toEqual([]);
    expect(replica.sharing.isHeld).toBe(false);
  });

  it('poll each battery once, all of a link together, and each its part', async () => {
    const replicas = await begun(3);
    expect(inAll(replicas)).toHaveLength(batteries * 0.9);
    expect(new Set(inAll(replicas)).size).toBe(batteries * 0.9);
    const links = replicas.map(linksOf);
    expect(new Set(links.flatMap((each) => [...each])).size).toBe(
      links.reduce((sum, { size }) => sum + size, 0),
    );
    for (const { polled } of replicas) expect(polled.size).toBeGreaterThan(batteries / 6);
  });

  it('say a refused battery once among them', async () => {
    const replicas = await begun(3);
    const refused = replicas.map(({ roster }) => roster.refusedCount);
    expect(refused.reduce((sum, each) => sum + each, 0)).toBe(batteries / 10);
  });

  it('go on with what they keep when one comes, and take over all of one that leaves', async () => {
    const [first, second] = await begun(2);
    if (!first || !second) throw new Error('no replicas');
    const before = new Set(first.polled);
    first.done.length = 0;
    const third = new Replica(log);
    await third.begin();
    expect(first.done.filter((each) => each.startsWith('poll'))).toEqual([]);
    expect([...first.polled].every((each) => before.has(each))).toBe(true);
    await second.sharing.leave();
    expect(second.polled.size).toBe(0);
    expect(new Set(inAll([first, third])).size).toBe(batteries * 0.9);
  });

  it('joins in the end when the group cannot be joined at first', async () => {
    jest.useFakeTimers();
    try {
      let tries = 0;
      let told: SharesListener | undefined;
      const unjoined: string[] = [];
      const sharing = new DeviceSharing(
        (listener) => {
          told = listener;
          const start = async () => {
            tries += 1;
            if (tries < 3) throw new Error(`no broker ${tries}`);
            told?.owned([...Array(64).keys()]);
          };
          return { start, stop: async () => undefined, isHeld: true };
        },
        { unjoined: (error) => void unjoined.push(String(error)) },
      );
      const changed = new Promise<void>((resolve) => sharing.join(resolve));
      await jest.advanceTimersByTimeAsync(5_000);
      await changed;
      expect(unjoined).toEqual(['Error: no broker 1', 'Error: no broker 2']);
      expect(sharing.owns('modbus/tcp/10.0.0.1/502')).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });
});
