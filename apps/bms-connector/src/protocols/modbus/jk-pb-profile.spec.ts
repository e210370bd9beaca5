import { describe, expect, it } from '@jest/globals';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { encodeRtu } from './rtu-frame.js';
import { RegisterMapReader } from './register-map-reader.js';
import { readingOfRecorded, type Recorded } from './testing/recorded-unit.js';

const profile = shippedProfile('jk-pb.v1.yaml');

/** A block that starts at this address, as a board answers it: as many bytes as were asked for, and no gaps. */
function block(start: number, words: string): Recorded {
  const payload = Buffer.from(words.replaceAll(/\s/g, ''), 'hex');
  const request = Buffer.of(3, start >> 8, start & 0xff, 0, payload.length / 2);
  const answer = Buffer.concat([Buffer.of(3, payload.length), payload]);
  return {
    request: encodeRtu(1, request).toString('hex'),
    answer: encodeRtu(1, answer).toString('hex'),
  };
}

/** What a board of 16 cells sent to NEEY-electronic/JK issue 3, high bytes first as it answers to a read. */
const cells = block(
  0x1200,
  '0CEE 0CF3 0CF3 0CEE 0CEB 0CF6 0CF4 0CF7 0CF0 0CFA 0CF1 0CEF 0CFA 0CF5 0CF1 0CF6' + '0000'.repeat(16),
);
const recorded = {
  voltage: '0000CF2B',
  power: '00072FA8',
  current: '0000213E',
  temperatures: '00D5 00D9',
  alarms: '00000000',
  balanceAndSoc: '0008 0044',
  charges: '0002EA63 000445C0',
  cycles: '00000001 000477EE',
  health: '6400 0000',
  runTime: '0003D61B',
  switches: '0101',
};
const pack = (over: Partial<typeof recorded> = {}) =>
  block(0x1290, Object.values({ ...recorded, ...over }).join(' '));

describe('the profile of JK-PB boards', () => {
  it('reads a recorded block', async () => {
    expect(await readingOfRecorded(profile, [cells, pack()])).toMatchObject({
      cellVoltages: [
        3.31, 3.315, 3.315, 3.31, 3.307, 3.318, 3.316, 3.319, 3.312, 3.322, 3.313, 3.311, 3.322, 3.317, 3.313,
        3.318,
      ],
      packVoltage: 53.035,
      packCurrent: 8.51,
      temperatures: [21.3, 21.7],
      socPercent: expect.closeTo(68.24, 2),
      sohPercent: 100,
      remainingCapacityAh: 191.075,
      fullCapacityAh: 280,
      chargeCycles: 1,
      balancingActive: false,
      chargingEnabled: true,
      dischargingEnabled: true,
      faultCodes: [],
      warningCodes: [],
      setAside: [],
    });
  });

  it('reads a discharge in the cold with an alarm, and leaves out what is not sure', async () => {
    const over = {
      current: 'FFFFDEC2',
      temperatures: 'FFE7 000A',
      alarms: '00000810',
      balanceAndSoc: 'FFF8 0144',
      charges: '0002EA63 00000000',
      switches: '0100',
    };
    const reading = await readingOfRecorded(profile, [cells, pack(over)]);
    expect(reading).toMatchObject({
      packCurrent: -8.51,
      temperatures: [-2.5, 1],
      balancingActive: true,
      faultCodes: ['CELL_OVER_VOLTAGE', 'CELL_UNDER_VOLTAGE'],
    });
    // A full charge of 0 says nothing of the state of charge, and two switches that differ nothing of either.
    expect([reading.socPercent, reading.chargingEnabled, reading.dischargingEnabled]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('asks for addresses in bytes and for counts in registers', async () => {
    const asked: string[] = [];
    const read = new RegisterMapReader().read(
      profile,
      async ({ table, start, count }) => {
        asked.push(`${table} ${start.toString(16)} ${count}`);
        return new Uint16Array(count);
      },
      new Map(),
    );
    await read;
    expect(asked).toEqual(['holding 1200 32', 'holding 1290 25']);
  });
});
