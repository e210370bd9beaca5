import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IncomingRecord, OutgoingEvent } from '@trackingbms/event-log';
import { encodeEvent, type BatteryEntryV1, type BatteryTypeEntryV1 } from '@trackingbms/message-contracts';
import { fleetEntries, tenantEntry } from '../testing/sample-entries.js';
import { FleetTopicView } from './fleet-topic-view.js';

const toRecord = (event: OutgoingEvent): IncomingRecord => ({
  offset: 0n,
  key: event.key,
  timestamp: 0,
  ...encodeEvent(event),
});
const [typeEvent, batteryEvent] = fleetEntries(5, [7]) as [
  OutgoingEvent<BatteryTypeEntryV1>,
  OutgoingEvent<BatteryEntryV1>,
];
const ofBattery = (changes: Partial<BatteryEntryV1>): IncomingRecord =>
  toRecord({ ...batteryEvent, data: { ...(batteryEvent.data as BatteryEntryV1), ...changes } });
const ofType = (changes: Partial<BatteryTypeEntryV1>): IncomingRecord =>
  toRecord({ ...typeEvent, data: { ...(typeEvent.data as BatteryTypeEntryV1), ...changes } });
const tombstone = (key: string): IncomingRecord => ({
  offset: 0n,
  key,
  timestamp: 0,
  headers: {},
  value: null,
});

describe('the fleet as its topic says', () => {
  let view: FleetTopicView;
  beforeEach(() => {
    view = new FleetTopicView();
    view.takeTenant(toRecord(tenantEntry(5)));
    view.takeFleet(ofType({}));
    view.takeFleet(ofBattery({}));
  });

  it('gives a battery the limits in force', () => {
    expect(view.battery(5, 7)).toMatchObject({
      batteryId: 7,
      limits: { tempMax: { value: 60, origin: 'type' }, currentChargeMax: { value: 100, origin: 'type' } },
      ratedCapacityAh: 100,
      pollInterval: 1000,
      alertSettings: { alertsEnabled: true, cellVoltageRange: { min: 2.5, max: 3.65 } },
    });
    view.takeFleet(ofBattery({ version: 2, customTempMax: 45 }));
    expect(view.battery(5, 7)?.limits.tempMax).toEqual({ value: 45, origin: 'battery' });
    view.takeFleet(ofType({ version: 2, maxChargeCurrent: 50 }));
    expect(view.battery(5, 7)?.limits.currentChargeMax).toEqual({ value: 50, origin: 'type' });
  });

  it('keeps the newest version, whatever the order', () => {
    view.takeFleet(ofBattery({ version: 3, customTempMax: 30 }));
    view.takeFleet(ofBattery({ version: 2, customTempMax: 45 }));
    expect(view.battery(5, 7)?.limits.tempMax?.value).toBe(30);
  });

  it('does not know a battery before its type, of another tenant, or after its tombstone', () => {
    expect(view.battery(6, 7)).toBeUndefined();
    view.takeFleet(ofBattery({ batteryId: 8, batteryTypeId: 2 }));
    expect(view.battery(5, 8)).toBeUndefined();
    expect([...view.batteriesOf(5)].map(({ batteryId }) => batteryId)).toEqual([7]);
    view.takeFleet(tombstone('5/battery/7'));
    expect(view.battery(5, 7)).toBeUndefined();
  });

  it.each<[string, Partial<BatteryEntryV1>, number | null, boolean]>([
    ['without an address', { bmsIpAddress: undefined }, null, true],
    [
      'that pushes every minute',
      { bmsIpAddress: undefined, bmsConfig: { transport: 'mqtt', pollIntervalSeconds: 60 } },
      60_000,
      true,
    ],
    ['that pushes when it likes', { bmsIpAddress: undefined, bmsConfig: { transport: 'http' } }, null, true],
    ['in commissioning', { status: 'commissioning' }, null, true],
    ['decommissioned', { status: 'decommissioned' }, null, false],
    ['not active', { isActive: false }, null, false],
    ['with alerts off', { alertsEnabled: false }, 1000, false],
    ['without an interval', { bmsConfig: {} }, 10_000, true],
  ])(
    'of a battery %s: how often it is heard of and whether it alerts',
    (_, changes, pollInterval, alertsEnabled) => {
      view.takeFleet(ofBattery({ version: 2, ...changes }));
      expect(view.battery(5, 7)).toMatchObject({ pollInterval, alertSettings: { alertsEnabled } });
    },
  );

  it('knows which tenants there are, which are served, and which are gone', () => {
    expect([view.tenant(5), view.tenant(6), view.isServed(5)]).toEqual(['known', 'unknown', true]);
    view.takeTenant(toRecord(tenantEntry(5, { version: 2, status: 'suspended' })));
    expect([view.tenant(5), view.isServed(5), view.tenantIds()]).toEqual(['known', false, [5]]);
    view.takeTenant(toRecord(tenantEntry(5, { version: 3, status: 'archived' })));
    expect([view.tenant(5), view.tenantIds()]).toEqual(['gone', []]);
    view.takeTenant(tombstone('5'));
    expect(view.tenant(5)).toBe('unknown');
  });

  it('leaves alone what is no entry', () => {
    const junk = { ...ofBattery({ version: 9 }), value: Buffer.from('{') };
    view.takeFleet(junk);
    view.takeTenant(junk);
    expect(view.battery(5, 7)?.limits.tempMax?.value).toBe(60);
  });
});
