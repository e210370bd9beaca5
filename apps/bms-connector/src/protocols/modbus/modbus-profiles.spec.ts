import { describe, expect, it } from '@jest/globals';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { encodeRtu } from './rtu-frame.js';
import { readingOfRecorded, type Recorded } from './testing/recorded-unit.js';

const profile = (name: string) => shippedProfile(`${name}.v1.yaml`);

/** A request for registers and its answer, made of their values in hexadecimal. */
function registers(unit: number, functionCode: number, start: number, words: string): Recorded {
  const payload = Buffer.from(words.replaceAll(/\s/g, ''), 'hex');
  const request = Buffer.of(functionCode, start >> 8, start & 0xff, 0, payload.length / 2);
  const answer = Buffer.concat([Buffer.of(functionCode, payload.length), payload]);
  return {
    request: encodeRtu(unit, request).toString('hex'),
    answer: encodeRtu(unit, answer).toString('hex'),
  };
}

describe('the profile of Seplos V3', () => {
  // The three exchanges that the maker's paper shows with their checksums.
  const pack: Recorded = {
    request: '00 04 10 00 00 12 75 16',
    answer:
      '00 04 24 14A1 0000 4E20 4E20 0000 03E8 03E8 0000 0CE4 0B80 0CE6 0CE4 0B82 0B7F 0000 00B4 00B4 03E8 DBF6',
  };
  const cells: Recorded = {
    request: '00 04 11 00 00 1A 75 2C',
    answer:
      '00 04 34 0CE6 0CE4 0CE5 0CE4 0CE4 0CE5 0CE5 0CE4 0CE4 0CE4 0CE5 0CE5 0CE4 0CE5 0CE4 0CE4 ' +
      '0B81 0B82 0B7F 0B7F 0AAB 0AAB 0AAB 0AAB 0B91 0B83 34DE',
  };
  const states: Recorded = {
    request: '00 01 12 00 00 90 38 CF',
    answer: '00 01 12 00 00 00 00 00 00 00 00 10 00 00 00 00 00 00 03 00 00 6A24',
  };
  // Four sensors, sixteen cells.
  const counts = registers(0, 4, 0x1300, '0004 0010');

  it('reads the worked example of the paper', async () => {
    expect(await readingOfRecorded(profile('seplos-v3'), [pack, cells, states, counts])).toEqual({
      packVoltage: 52.81,
      packCurrent: 0,
      remainingCapacityAh: 200,
      fullCapacityAh: 200,
      totalDischargeAh: 0,
      socPercent: 100,
      sohPercent: 100,
      chargeCycles: 0,
      cellVoltageAvg: 3.3,
      cellVoltageMax: 3.302,
      cellVoltageMin: 3.3,
      tempAvg: 21.3,
      tempMax: 21.5,
      tempMin: 21.2,
      cellVoltages: [
        3.302, 3.3, 3.301, 3.3, 3.3, 3.301, 3.301, 3.3, 3.3, 3.3, 3.301, 3.301, 3.3, 3.301, 3.3, 3.3,
      ],
      temperatures: [21.4, 21.5, 21.2, 21.2],
      ambientTemp: 23,
      balancingActive: false,
      operationMode: 'idle',
      chargingEnabled: true,
      dischargingEnabled: true,
      faultCodes: [],
      warningCodes: [],
      protectionStatus: expect.objectContaining({ CELL_OVER_VOLTAGE: false, SHORT_CIRCUIT: false }),
      setAside: [],
    });
  });

  it('reads discharging with events, one switch off, and 30 Ah of life', async () => {
    // The single values of the paper's tables; a current of -103 A is told as a negative number there.
    const words = '14A1 D7C4 445C 4E20 0003 036B 03E8 0003 0CE4 0B80 0CE6 0CE0 0B82 0A91 0000 00B4 00B4 0000';
    const busy: Recorded = {
      request: '00 01 12 00 00 90 38 CF',
      answer: encodeRtu(
        0,
        Buffer.from('01120000000000000200010a0400 4100040100 10'.replaceAll(' ', ''), 'hex'),
      ).toString('hex'),
    };
    const recorded = [registers(0, 4, 0x1000, words), cells, busy, counts];
    expect(await readingOfRecorded(profile('seplos-v3'), recorded)).toMatchObject({
      packCurrent: -103,
      remainingCapacityAh: 175,
      totalDischargeAh: 30,
      socPercent: 87.5,
      tempMin: -2.6,
      balancingActive: true,
      operationMode: 'discharging',
      dischargingEnabled: true,
      chargingEnabled: false,
      faultCodes: ['CELL_OVER_VOLTAGE', 'CELL_UNDER_VOLTAGE', 'SHORT_CIRCUIT', 'CELL_ERROR'],
      warningCodes: ['CHARGE_UNDER_TEMPERATURE_WARNING', 'CHARGE_OVER_CURRENT_WARNING', 'UNDER_SOC_WARNING'],
    });
  });
});

describe('the profile of Renogy', () => {
  // Registers of a new battery as somebody read them: four cells at 3.3 V, 69.279 of 100 Ah.
  const cells = registers(0xf7, 3, 5000, `0004 ${'0021'.repeat(4)} ${'0000'.repeat(12)}`);
  const sensors = registers(0xf7, 3, 5017, `0003 ${'00B4'.repeat(4)} ${'0000'.repeat(12)}`);
  const charge = (current: string) => registers(0xf7, 3, 5042, `${current} 0085 0001 0E9F 0001 86A0`);

  it('reads a new battery, and makes the state of charge of the charges', async () => {
    expect(await readingOfRecorded(profile('renogy'), [cells, sensors, charge('0000')])).toEqual({
      packVoltage: 13.3,
      packCurrent: 0,
      remainingCapacityAh: 69.279,
      fullCapacityAh: 100,
      socPercent: 69.279,
      cellVoltages: [3.3, 3.3, 3.3, 3.3],
      temperatures: [18, 18, 18],
      faultCodes: null,
      warningCodes: null,
      protectionStatus: null,
      setAside: [],
    });
  });

  it('reads a discharge as negative, and knows no state of charge of a battery without a full charge', async () => {
    const empty = registers(0xf7, 3, 5042, 'FF38 0085 0000 0000 0000 0000');
    expect(await readingOfRecorded(profile('renogy'), [cells, sensors, empty])).toMatchObject({
      packCurrent: -2,
      remainingCapacityAh: 0,
      socPercent: null,
    });
  });
});

describe('the profile of the Pylontech Powercube M2', () => {
  const system = (status: string, current: string) =>
    registers(
      1,
      3,
      0x1100,
      `${status} 0002 0800 1B58 ${current} 00FA 0055 000C 1C20 0000 0000 1770 0000 0000 0003 ` +
        '0D05 0CE4 0001 0002 0104 FFF6 0003 0004 0000 0000 0000 0000 0000 0000 0000 0000 ' +
        '0063 0000 2710 0000 0000 0000 0000 0000 0000 0000 0000 0012 D687 0012 4F80 0000 0000 0001 0020',
    );

  it('reads charging', async () => {
    expect(await readingOfRecorded(profile('pylontech-powercube-m2'), [system('0801', '0000 3039')])).toEqual(
      {
        operationMode: 'charging',
        packVoltage: 700,
        packCurrent: 123.45,
        socPercent: 85,
        chargeCycles: 12,
        dischargingEnabled: true,
        chargingEnabled: true,
        cellVoltageMax: 3.333,
        cellVoltageMin: 3.3,
        tempMax: 26,
        tempMin: -1,
        sohPercent: 99,
        totalEnergyChargedWh: 1_234_567,
        totalEnergyDischargedWh: 1_200_000,
        faultCodes: ['CELL_OVER_VOLTAGE', 'CONTACTOR_ERROR'],
        warningCodes: ['BMS_OVER_TEMPERATURE_WARNING'],
        protectionStatus: expect.objectContaining({ CELL_OVER_VOLTAGE: true, CELL_UNDER_VOLTAGE: false }),
        setAside: [],
      },
    );
  });

  it.each([
    ['1002', '0000 3039', -123.45],
    ['1002', 'FFFF CFC7', -123.45],
    ['0801', 'FFFF CFC7', 123.45],
  ])('takes the direction of the current from status %s', async (status, current, packCurrent) => {
    const recorded = [system(status, current)];
    expect(await readingOfRecorded(profile('pylontech-powercube-m2'), recorded)).toMatchObject({
      packCurrent,
    });
  });

  it('does not guess it while the status says idle', async () => {
    const recorded = [system('0403', '0000 0005')];
    expect(await readingOfRecorded(profile('pylontech-powercube-m2'), recorded)).toMatchObject({
      packCurrent: null,
      setAside: [{ field: 'packCurrent', value: 0.05, reason: 'CURRENT_SIGN_UNKNOWN' }],
    });
  });
});

describe('the profile of Pace boards over Modbus', () => {
  const pack = (words: string) => registers(1, 3, 0, words);
  const cells = `${'0CE4'.repeat(15)} 0000`;

  it('reads a pack of fifteen cells that discharges', async () => {
    const words = `FC18 1388 0055 0064 2134 2710 2710 0011 0000 8001 0040 0A04 8000 0000 0000 ${cells} 00FA 00FB FFF6 00FD 0000 0000`;
    expect(await readingOfRecorded(profile('pace-modbus'), [pack(words)])).toEqual({
      packVoltage: 50,
      packCurrent: -10,
      socPercent: 85,
      sohPercent: 100,
      remainingCapacityAh: 85,
      fullCapacityAh: 100,
      chargeCycles: 17,
      balancingActive: true,
      cellVoltages: Array.from({ length: 15 }, () => 3.3),
      temperatures: [25, 25.1, -1, 25.3],
      operationMode: 'discharging',
      chargingEnabled: false,
      dischargingEnabled: true,
      faultCodes: ['SHORT_CIRCUIT', 'TEMPERATURE_SENSOR_ERROR'],
      warningCodes: ['CELL_OVER_VOLTAGE_WARNING', 'UNDER_SOC_WARNING'],
      protectionStatus: expect.objectContaining({ SHORT_CIRCUIT: true, CELL_OVER_VOLTAGE: false }),
      setAside: [],
    });
  });
});
