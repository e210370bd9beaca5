import { describe, expect, it } from '@jest/globals';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { asObject, readObjects } from '../protocols/thingset/object-values.js';
import { parseTextAnswer } from '../protocols/thingset/text-answer.js';
import { decodeReading } from './decode-reading.js';

const profile = shippedProfile('libre-solar-bms-v21.v1.yaml');

async function readingFrom(line: string) {
  const raw = await readObjects(profile, async () => asObject(parseTextAnswer(line).value));
  return decodeReading(profile, raw);
}

describe('the profile of the Libre Solar BMS of 2021', () => {
  it('reads the group output as ThingSet 0.3 writes it', async () => {
    const reading = await readingFrom(
      ':85 Content. {"Bat_V":26.41,"Bat_A":-5.13,"Bat_degC":-3.5,"IC_degC":28.1,"SOC_pct":63.5,"ErrorFlags":65,' +
        '"BmsState":1,"Cells_V":[3.301,3.305,3.299,3.310,0.000],"CellAvg_V":3.304,"CellMin_V":3.299,' +
        '"CellMax_V":3.310,"BalancingStatus":0}',
    );
    expect(reading).toEqual({
      packVoltage: 26.41,
      packCurrent: -5.13,
      cellVoltages: [3.301, 3.305, 3.299, 3.31],
      cellVoltageMin: 3.299,
      cellVoltageMax: 3.31,
      cellVoltageAvg: 3.304,
      tempAvg: -3.5,
      socPercent: 63.5,
      balancingActive: false,
      chargingEnabled: true,
      dischargingEnabled: false,
      faultCodes: ['CELL_UNDER_VOLTAGE', 'DISCHARGE_UNDER_TEMPERATURE'],
      warningCodes: [],
      protectionStatus: expect.objectContaining({ CELL_UNDER_VOLTAGE: true, SHORT_CIRCUIT: false }),
      setAside: [],
    });
  });

  it('leaves out what this board has not got or does not know', async () => {
    const reading = await readingFrom(':85 Content. {"Bat_V":26.41,"Bat_A":null,"BmsState":7}');
    expect(reading.packVoltage).toBe(26.41);
    const { packCurrent, cellVoltages, chargingEnabled, faultCodes } = reading;
    expect([packCurrent, cellVoltages, chargingEnabled, faultCodes]).toEqual([null, null, null, null]);
  });
});
