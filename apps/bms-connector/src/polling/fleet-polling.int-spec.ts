import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutgoingEvent } from '@trackingbms/event-log';
import {
  eventTypes,
  type DeviceCommunicationV1,
  type KnownEvent,
  type ReadingsRecordedV1,
} from '@trackingbms/message-contracts';
import { eventually } from '../testing/eventually.js';
import { batteryEntry, pollRules, tenantEntry } from '../testing/fleet-entries.js';
import { scriptedDevice, silent, type Behaviour, type ScriptedDevice } from '../testing/scripted-device.js';
import { CommunicationCounts } from '../readings/communication-counts.js';
import { systemClock } from './clock.js';
import { FleetPolling } from './fleet-polling.js';

const answers =
  (volts: number): Behaviour =>
  (_, socket) =>
    void socket.write(`:85 {"rPackVoltage_V":${volts}}\n`);
/** A gateway that answers for every node with the node's number as its voltage, and never two at once. */
const gateway: Behaviour = (request, socket) => {
  for (const [, node] of String(request).matchAll(/\?\/N(\d+)\/Meas\n/g)) {
    setTimeout(() => socket.write(`:85/N${node} {"rPackVoltage_V":${node}}\n`), 2);
  }
};

describe('polling a fleet over real sockets', () => {
  const devices: ScriptedDevice[] = [];
  let sent: OutgoingEvent[];
  let polling: FleetPolling;
  let communication: CommunicationCounts;
  let version: number;

  beforeEach(() => {
    sent = [];
    version = 0;
    communication = new CommunicationCounts(systemClock, 1);
    polling = new FleetPolling({
      communication,
      rules: pollRules(),
      clock: systemClock,
      random: () => 0.01,
      maxConcurrentPolls: 100,
      send: (events) => {
        sent.push(...events);
      },
    });
    communication.start((events) => sent.push(...events));
    tell('TenantEntryV1', tenantEntry());
  });
  afterEach(async () => {
    polling.stop();
    communication.stop();
    await Promise.all(devices.splice(0).map((device) => device.close()));
  });

  const tell = (name: 'TenantEntryV1' | 'BatteryEntryV1', data: object) =>
    polling.view.apply({
      id: '1',
      source: '/test',
      type: eventTypes[name].type,
      time: new Date().toISOString(),
      tenantId: 1,
      data,
    } as KnownEvent);

  function battery(batteryId: number, device: ScriptedDevice, config: object = {}, over: object = {}): void {
    const bmsConfig = {
      profile: 'libre-solar-bms',
      pollIntervalSeconds: 1,
      timeoutMilliseconds: 400,
      ...config,
    };
    const where = { bmsPort: device.port, bmsProtocol: 'thingset' as const };
    tell('BatteryEntryV1', batteryEntry({ batteryId, version: ++version, ...where, bmsConfig, ...over }));
  }
  async function device(behaviour: Behaviour): Promise<ScriptedDevice> {
    const one = await scriptedDevice(behaviour);
    devices.push(one);
    return one;
  }
  const of = (batteryId: number, type: string) =>
    sent.filter((event) => event.key === `1/${batteryId}` && event.type.includes(type));
  const voltages = (batteryId: number) =>
    of(batteryId, 'ReadingsRecorded').map(
      ({ data }) => (data as ReadingsRecordedV1).readings[0]?.packVoltage,
    );
  it('reads what answers while something else is silent, garbled or gone, and says what is gone', async () => {
    const [good, dead, babbling] = [
      await device(answers(50)),
      await device(silent),
      await device(answers(1)),
    ];
    babbling.behaviour = (_, socket) => void socket.write('rubbish\n:85 {"rPackV\n');
    [good, dead, babbling].forEach((each, index) => battery(index + 1, each));
    const gone = await device(silent);
    battery(4, gone);
    await gone.close();
    polling.begin();
    await eventually(
      () => [2, 3, 4].every((id) => of(id, 'DeviceDisconnected').length > 0) && voltages(1).length >= 3,
    );
    const reasonOf = (id: number) =>
      of(id, 'DeviceDisconnected').map(({ data }) => (data as { reason: string }).reason);
    expect([2, 3, 4].map(reasonOf)).toEqual([['timeout'], ['garbled'], ['refused']]);
    expect(new Set(voltages(1))).toEqual(new Set([50]));
    expect([2, 3, 4].flatMap(voltages)).toEqual([]);
    polling.stop();
    communication.stop();
    const counted = (id: number) =>
      of(id, 'DeviceCommunication').map(({ data }) => data as DeviceCommunicationV1);
    const kindsOf = (id: number) => [
      ...new Set(counted(id).flatMap(({ failures }) => Object.keys(failures))),
    ];
    expect([1, 2, 3, 4].map(kindsOf)).toEqual([[], ['timeout'], ['garbled'], ['refused']]);
    expect(counted(1).reduce((sum, { readings }) => sum + readings, 0)).toBe(voltages(1).length);
    expect([2, 3, 4].flatMap(counted).map(({ readings }) => readings)).not.toContain(1);
  });

  it('sees a device that returns, with the count of what failed', async () => {
    const one = await device(silent);
    battery(1, one);
    polling.begin();
    await eventually(() => of(1, 'DeviceDisconnected').length === 1);
    one.behaviour = answers(48);
    await eventually(() => voltages(1).length > 0);
    expect(of(1, 'DeviceConnected')).toHaveLength(1);
    const [reading] = (of(1, 'ReadingsRecorded')[0]?.data as ReadingsRecordedV1).readings;
    expect(reading?.communicationErrors).toBeGreaterThanOrEqual(3);
  });

  it('reads batteries behind one gateway over one connection, each its own values', async () => {
    const shared = await device(gateway);
    for (let id = 1; id <= 5; id++) battery(id, shared, { nodeId: `N${id}` });
    polling.begin();
    await eventually(() => [1, 2, 3, 4, 5].every((id) => voltages(id).length >= 2));
    for (let id = 1; id <= 5; id++) expect(new Set(voltages(id))).toEqual(new Set([id]));
    expect(shared.connections).toBe(1);
  });

  it('opens no socket to an address outside the ranges, and says why the battery is not read', async () => {
    const one = await device(answers(50));
    battery(1, one, {}, { bmsIpAddress: '192.0.2.1' });
    const other = await device(answers(50));
    battery(2, other);
    polling.begin();
    await eventually(() => voltages(2).length >= 2);
    expect(one.connections).toBe(0);
    expect(of(1, 'DeviceDisconnected')[0]?.data).toMatchObject({ reason: 'configuration' });
    expect(polling.counts).toEqual({ polled: 1, refused: 1 });
  });

  it('follows a change of the address at once and publishes nothing of the old one after it', async () => {
    const [before, after] = [await device(answers(10)), await device(answers(20))];
    battery(1, before);
    polling.begin();
    await eventually(() => voltages(1).length >= 1);
    battery(1, after);
    const seen = sent.length;
    await eventually(() => voltages(1).includes(20));
    const later = sent.slice(seen).flatMap(({ data }) => (data as ReadingsRecordedV1).readings ?? []);
    expect(new Set(later.map((reading) => reading.packVoltage))).toEqual(new Set([20]));
  });

  it('stops a battery that is decommissioned, and closes its connection', async () => {
    const one = await device(answers(10));
    battery(1, one);
    polling.begin();
    await eventually(() => voltages(1).length >= 1);
    const closed = new Promise<void>((resolve) => {
      one.behaviour = (_, socket) => void socket.on('close', () => resolve());
    });
    await new Promise<void>((resolve) => {
      const { behaviour } = one;
      one.behaviour = (request, socket) => (behaviour(request, socket), resolve());
    });
    battery(1, one, {}, { status: 'decommissioned' });
    await closed;
    expect(polling.counts).toEqual({ polled: 0, refused: 0 });
  });
});
