import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutgoingEvent } from '@trackingbms/event-log';
import { eventTypes, type KnownEvent, type ReadingsRecordedV1 } from '@trackingbms/message-contracts';
import { CommunicationCounts } from '../readings/communication-counts.js';
import { ConnectionTrial } from '../connections/trial/connection-trial.js';
import { eventually } from '../testing/eventually.js';
import { batteryEntry, pollRules, tenantEntry } from '../testing/fleet-entries.js';
import { scriptedDevice, type ScriptedDevice } from '../testing/scripted-device.js';
import { systemClock } from './clock.js';
import { FleetPolling } from './fleet-polling.js';

const rules = pollRules();

describe('a try beside the polling of the same device', () => {
  const sent: OutgoingEvent[] = [];
  let device: ScriptedDevice;
  let polling: FleetPolling;
  let underWay: number;
  let mostUnderWay: number;

  beforeEach(async () => {
    [underWay, mostUnderWay] = [0, 0];
    sent.length = 0;
    device = await scriptedDevice((_, socket) => {
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      setTimeout(() => {
        underWay -= 1;
        socket.write(':85 {"rPackVoltage_V":52.8}\n');
      }, 20);
    });
    polling = new FleetPolling({
      rules,
      clock: systemClock,
      random: () => 0.01,
      communication: new CommunicationCounts(systemClock, 60),
      maxConcurrentPolls: 100,
      send: (events) => {
        sent.push(...events);
      },
    });
    tell('TenantEntryV1', tenantEntry());
    for (const batteryId of [1, 2]) tell('BatteryEntryV1', batteryEntry({ batteryId, ...where() }));
    polling.begin();
  });
  afterEach(async () => {
    polling.stop();
    await device.close();
  });

  const where = () => ({
    bmsIpAddress: '127.0.0.1',
    bmsPort: device.port,
    bmsProtocol: 'thingset' as const,
    bmsConfig: { profile: 'libre-solar-bms', pollIntervalSeconds: 1 },
  });
  function tell(name: 'TenantEntryV1' | 'BatteryEntryV1', data: object): void {
    const { type } = eventTypes[name];
    polling.view.apply({ id: '1', source: '/test', type, tenantId: 1, data } as unknown as KnownEvent);
  }
  const readings = () =>
    sent.flatMap(({ data }) => (data as ReadingsRecordedV1).readings ?? []).map((each) => each.packVoltage);
  const trial = () => new ConnectionTrial(polling.turns).run({ tenantId: 1, ...where() }, rules);

  it('shares its connection, waits its turn, and leaves the polling as it was', async () => {
    await eventually(() => readings().length >= 2);
    const outcomes = await Promise.all([trial(), trial(), trial()]);
    expect(outcomes).toMatchObject(Array(3).fill({ ok: true, reading: { packVoltage: 52.8 } }));
    const before = readings().length;
    await eventually(() => readings().length >= before + 4);
    expect(new Set(readings())).toEqual(new Set([52.8]));
    expect(sent.filter(({ type }) => type === eventTypes.DeviceDisconnectedV1.type)).toEqual([]);
    expect(device.connections).toBe(1);
    expect(mostUnderWay).toBe(1);
  });

  it('gives up when the line stays busy, and the polling does not', async () => {
    const hasty = new ConnectionTrial(polling.turns, { deadline: 1, longestExchange: 1_000 });
    await eventually(() => readings().length >= 1);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => hasty.run({ tenantId: 1, ...where() }, rules)),
    );
    expect(outcomes).toContainEqual(expect.objectContaining({ code: 'CONNECTION.LINE_BUSY' }));
    const before = readings().length;
    await eventually(() => readings().length >= before + 2);
  });
});
