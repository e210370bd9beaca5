import { describe, expect, it } from '@jest/globals';
import { asObject, readObjects } from '../protocols/thingset/object-values.js';
import { parseTextAnswer } from '../protocols/thingset/text-answer.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { decodeReading } from './decode-reading.js';

const profile = shippedProfile('libre-solar-bms.v1.yaml');

async function readingFrom(line: string) {
  const raw = await readObjects(profile, async () => asObject(parseTextAnswer(line).value));
  return decodeReading(profile, raw);
}

const current =
  '{"rPackVoltage_V":52.87,"rStackVoltage_V":52.85,"rPackCurrent_A":-12.34,"rCellTemps_degC":[21.5,22.0,null],' +
  '"rICTemp_degC":28.1,"rMOSFETTemp_degC":27.0,"rSOC_pct":63.5,"rErrorFlags":4097,"rBmsState":3,' +
  '"rCellVoltages_V":[3.301,3.305,3.299,3.310,0.000,0.000],"rCellAvgVoltage_V":3.304,"rCellMinVoltage_V":3.299,' +
  '"rCellMaxVoltage_V":3.310,"rBalancingStatus":5}';

describe('the profile of the Libre Solar BMS', () => {
  it.each([
    ['0.5', `:85 Content. ${current}`],
    ['0.6', `:85 ${current}`],
    ['0.6 behind a gateway', `:85/0A1B2C3D ${current}`],
  ])('reads the current firmware in ThingSet %s', async (_, line) => {
    expect(await readingFrom(line)).toEqual({
      packVoltage: 52.87,
      packCurrent: -12.34,
      cellVoltages: [3.301, 3.305, 3.299, 3.31],
      cellVoltageMin: 3.299,
      cellVoltageMax: 3.31,
      cellVoltageAvg: 3.304,
      temperatures: [21.5, 22, null],
      socPercent: 63.5,
      balancingActive: true,
      chargingEnabled: true,
      dischargingEnabled: true,
      faultCodes: ['CELL_UNDER_VOLTAGE'],
      warningCodes: ['DISCHARGE_SWITCH_OFF'],
      protectionStatus: expect.objectContaining({ CELL_UNDER_VOLTAGE: true, CELL_OVER_VOLTAGE: false }),
      setAside: [],
    });
  });

  it('reads v23.1, which has one battery temperature', async () => {
    const reading = await readingFrom(
      ':85 Content. {"rPackVoltage_V":26.40,"rPackCurrent_A":0.00,"rBatTemp_degC":19.8,"rSOC_pct":80.0,' +
        '"rErrorFlags":0,"rBmsState":1,"rCellVoltages_V":[3.300,3.300],"rBalancingStatus":0}',
    );
    expect(reading).toMatchObject({
      temperatures: [19.8],
      packCurrent: 0,
      balancingActive: false,
      chargingEnabled: true,
      dischargingEnabled: false,
      faultCodes: [],
    });
  });

  it('leaves out what is not a number there, and never makes it 0', async () => {
    const reading = await readingFrom(
      ':85 {"rPackVoltage_V":null,"rPackCurrent_A":"n/a","rSOC_pct":1e999,"rCellVoltages_V":[3.3,null,"x",3.4]}',
    );
    expect(reading).toMatchObject({
      packVoltage: null,
      packCurrent: null,
      socPercent: null,
      cellVoltages: [3.3, null, null, 3.4],
      faultCodes: null,
      chargingEnabled: null,
      setAside: [
        { field: 'packCurrent', value: 'n/a', reason: 'NOT_A_NUMBER' },
        { field: 'cellVoltages[2]', value: 'x', reason: 'NOT_A_NUMBER' },
        { field: 'socPercent', value: 'Infinity', reason: 'NOT_A_NUMBER' },
      ],
    });
  });
});
