import { LatestReadings } from './latest-readings.js';
import type { LiveUpdate } from './live-update.js';

const reading = (sequence: number, batteryId = 1): LiveUpdate => ({
  sequence,
  tenantId: 1,
  batteryId,
  event: 'reading',
  json: '{}',
});

describe('one reading a battery a second', () => {
  it('lets the first pass and holds the next back until its second is over', () => {
    const readings = new LatestReadings();
    expect(readings.passes(reading(1), 0)).toBe(true);
    expect(readings.passes(reading(2), 400)).toBe(false);
    expect(readings.due(900)).toEqual([]);
    expect(readings.due(1_000)).toEqual([reading(2)]);
  });

  it('sends only the newest of those that waited', () => {
    const readings = new LatestReadings();
    for (let sequence = 1; sequence <= 5; sequence++) readings.passes(reading(sequence), sequence);
    expect(readings.due(1_001)).toEqual([reading(5)]);
    expect(readings.due(5_000)).toEqual([]);
  });

  it('holds batteries apart', () => {
    const readings = new LatestReadings();
    expect([readings.passes(reading(1, 1), 0), readings.passes(reading(2, 2), 0)]).toEqual([true, true]);
  });

  it('never holds an alert back', () => {
    const readings = new LatestReadings();
    const alert: LiveUpdate = { ...reading(1), event: 'alert' };
    expect([readings.passes(alert, 0), readings.passes(alert, 1)]).toEqual([true, true]);
  });
});
