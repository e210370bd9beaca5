import { describe, expect, it } from '@jest/globals';
import { eventTypes, type KnownEvent } from '@trackingbms/message-contracts';
import { toLiveUpdates } from './to-live-updates.js';

const at = '2026-08-31T12:00:00.000Z';
const event = (type: string, data: object): KnownEvent =>
  ({ id: '1', source: '/test', type, time: at, tenantId: 3, data: { batteryId: 7, ...data } }) as KnownEvent;
const shown = (type: string, data: object) =>
  toLiveUpdates(event(type, data)).map(({ tenantId, batteryId, event: name, json }) => [
    tenantId,
    batteryId,
    name,
    JSON.parse(json),
  ]);

describe('what those who watch are shown', () => {
  it('are readings, without what the device sent for them', () => {
    const reading = { timestamp: at, packVoltage: 51.2, operationMode: 'idle', dataQuality: 'good' };
    const readings = [{ ...reading, rawFrames: ['dd03'] }, reading];
    const expected = [3, 7, 'reading', { batteryId: 7, ...reading }];
    expect(shown(eventTypes.ReadingsRecordedV1.type, { readings })).toEqual([expected, expected]);
  });

  it('are devices that come and go', () => {
    expect(shown(eventTypes.DeviceConnectedV1.type, { at })).toEqual([
      [3, 7, 'connection', { state: 'online', batteryId: 7, at }],
    ]);
    const lost = { at, reason: 'timeout', failures: 3 };
    expect(shown(eventTypes.DeviceDisconnectedV1.type, lost)).toEqual([
      [3, 7, 'connection', { state: 'offline', batteryId: 7, ...lost }],
    ]);
  });

  it('are no counts of communication', () => {
    const counts = { since: at, at, readings: 0, failures: { timeout: 6 } };
    expect(shown(eventTypes.DeviceCommunicationV1.type, counts)).toEqual([]);
  });
});
