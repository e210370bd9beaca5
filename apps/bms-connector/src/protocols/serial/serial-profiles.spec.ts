import { describe, expect, it } from '@jest/globals';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import {
  bytes,
  dalyA5Answer,
  dalyD2Answer,
  jbdAnswer,
  jkAnswer,
  yd1363Answer,
} from './testing/maker-frames.js';
import { readingFrom } from './testing/recorded-answers.js';

const profile = (name: string) => shippedProfile(`${name}.v1.yaml`);

// The worked example of the maker's paper, and cells in the same form.
const jbdBasic = bytes(
  'DD 03 00 1B 17 00 00 00 02 D0 03 E8 00 00 20 78 00 00 00 00 00 00 10 48 03 0F 02 0B 76 0B 82 FB FF 77',
);
const jbdCells = jbdAnswer(0x04, bytes('0F66 0F63 0F63 0F64'));

describe('the profile of JBD boards', () => {
  it('reads the worked example of the paper', async () => {
    expect(await readingFrom(profile('jbd'), [jbdBasic, jbdCells])).toEqual({
      packVoltage: 58.88,
      packCurrent: 0,
      remainingCapacityAh: 7.2,
      fullCapacityAh: 10,
      chargeCycles: 0,
      balancingActive: false,
      socPercent: 72,
      chargingEnabled: true,
      dischargingEnabled: true,
      temperatures: [20.3, 21.5],
      cellVoltages: [3.942, 3.939, 3.939, 3.94],
      faultCodes: [],
      warningCodes: [],
      protectionStatus: expect.objectContaining({ CELL_OVER_VOLTAGE: false, SHORT_CIRCUIT: false }),
      setAside: [],
    });
  });

  const discharging = jbdAnswer(
    0x03,
    bytes('14AB FC18 1234 2710 0011 2D6E 0001 0000 0402 21 4B 02 10 01 0AAB'),
  );

  it('reads discharging, one switch off, a sensor below zero, and what protects', async () => {
    expect(await readingFrom(profile('jbd'), [discharging, jbdCells])).toMatchObject({
      packVoltage: 52.91,
      packCurrent: -10,
      balancingActive: true,
      chargingEnabled: false,
      dischargingEnabled: true,
      temperatures: [0],
      faultCodes: ['CELL_UNDER_VOLTAGE', 'SHORT_CIRCUIT'],
    });
  });

  it('counts in tenths on boards for large currents, and only currents and charges', async () => {
    expect(await readingFrom(profile('jbd-high-current'), [discharging, jbdCells])).toMatchObject({
      packVoltage: 52.91,
      packCurrent: -100,
      remainingCapacityAh: 466,
      fullCapacityAh: 1000,
      temperatures: [0],
    });
  });

  it('knows nothing of temperatures that the answer is too short for', async () => {
    const short = jbdAnswer(0x03, jbdBasic.subarray(4, -3 - 2));
    expect(await readingFrom(profile('jbd'), [short, jbdCells])).toMatchObject({
      packVoltage: 58.88,
      temperatures: null,
    });
  });
});

const dalyFrames = [
  dalyA5Answer(0x90, bytes('0210 0000 7594 0364')),
  dalyA5Answer(0x91, bytes('0CF3 05 0CD1 02')),
  dalyA5Answer(0x92, bytes('41 01 25 02')),
  dalyA5Answer(0x93, bytes('02 01 01 8F 00013880')),
  dalyA5Answer(0x94, bytes('05 02 00 00 02 0011 99')),
  // Frames in disorder, each with rubbish where nothing is defined.
  dalyA5Answer(0x95, bytes('02 0CD1 0CE4 AAAA 77')),
  dalyA5Answer(0x95, bytes('01 0CE5 0CF3 0CE6 88')),
  dalyA5Answer(0x96, bytes('01 41 25 99 99 99 99 99')),
  dalyA5Answer(0x97, bytes('02 FF FF FF FF FF FF FF')),
  dalyA5Answer(0x98, bytes('01 00 08 00 00 00 04 00')),
];

describe('the profile of Daly boards with the A5 protocol', () => {
  it('reads all its answers, positive for charging', async () => {
    expect(await readingFrom(profile('daly-a5'), dalyFrames)).toEqual({
      packVoltage: 52.8,
      packCurrent: -10,
      socPercent: 86.8,
      cellVoltageMax: 3.315,
      cellVoltageMin: 3.281,
      tempMax: 25,
      tempMin: -3,
      operationMode: 'discharging',
      chargingEnabled: true,
      dischargingEnabled: true,
      remainingCapacityAh: 80,
      chargeCycles: 17,
      cellVoltages: [3.301, 3.315, 3.302, 3.281, 3.3],
      temperatures: [25, -3],
      balancingActive: true,
      faultCodes: ['DISCHARGE_OVER_CURRENT', 'SHORT_CIRCUIT'],
      warningCodes: ['CELL_OVER_VOLTAGE_WARNING'],
      protectionStatus: expect.objectContaining({ SHORT_CIRCUIT: true, CELL_OVER_VOLTAGE: false }),
      setAside: [],
    });
  });

  it('takes frames that are numbered from 0, as the paper says', async () => {
    const others = dalyFrames.filter((frame) => frame[2] !== 0x95);
    const fromZero = [
      dalyA5Answer(0x95, bytes('00 0CE5 0CF3 0CE6 88')),
      dalyA5Answer(0x95, bytes('01 0CD1 0CE4 AAAA 77')),
    ];
    expect(await readingFrom(profile('daly-a5'), [...others, ...fromZero])).toMatchObject({
      cellVoltages: [3.301, 3.315, 3.302, 3.281, 3.3],
    });
  });

  it('gives no reading where a frame of the cells is missing or comes twice with other values', async () => {
    const missing = dalyFrames.filter((frame) => !(frame[2] === 0x95 && frame[4] === 1));
    await expect(readingFrom(profile('daly-a5'), missing)).rejects.toMatchObject({ kind: 'timeout' });
    const other = dalyA5Answer(0x95, bytes('01 0111 0CF3 0CE6 88'));
    await expect(
      readingFrom(profile('daly-a5'), [other, ...[...dalyFrames].reverse()]),
    ).rejects.toMatchObject({ kind: 'garbled' });
  });
});

describe('the profile of Daly boards with the D2 protocol', () => {
  it('reads as many cells and sensors as the device says that it has', async () => {
    const block = Buffer.alloc(124);
    [3301, 3315, 3302, 3281].forEach((cell, index) => block.writeUInt16BE(cell, index * 2));
    [65, 37].forEach((sensor, index) => block.writeUInt16BE(sensor, 64 + index * 2));
    const words = { 80: 132, 82: 30123, 84: 868, 96: 801, 98: 4, 100: 2, 102: 17, 104: 0, 106: 1, 108: 0 };
    for (const [at, word] of Object.entries(words)) block.writeUInt16BE(word, Number(at));
    expect(await readingFrom(profile('daly-d2'), [dalyD2Answer(block)])).toEqual({
      cellVoltages: [3.301, 3.315, 3.302, 3.281],
      temperatures: [25, -3],
      packVoltage: 13.2,
      packCurrent: 12.3,
      socPercent: 86.8,
      remainingCapacityAh: 80.1,
      chargeCycles: 17,
      balancingActive: false,
      chargingEnabled: true,
      dischargingEnabled: false,
      faultCodes: null,
      warningCodes: null,
      protectionStatus: null,
      setAside: [],
    });
  });
});

// The example of a public description of the maker's protocol, V2.5.
const jkExample = bytes(`
  4E57 011B 00000000 06 00 01 79 2A 010EED 020EFA 030EF7 040EEC 050EF8 060EFA 070EF1 080EF8 090EE3 0A0EFA
  0B0EF1 0C0EFB 0D0EFB 0E0EF2 80001D 81001E 82001C 8314EF 8480D0 850F 8602 870004 8900000000 8A000E 8B0000 8C0007
  8E1626 8F10AE 900FD2 910FA0 920005 930BEA 940C1C 950005 96012C 970007 980003 990005 9A0005 9B0CE4 9C0008 9D01
  9E005A 9F0046 A00064 A10064 A20014 A30046 A40046 A5FFEC A6FFF6 A7FFEC A8FFF6 A90E AA0000000E AB01 AC01 AD0411
  AE01 AF01 B0000A B114 B231323334353600000000 B300 B4496E707574205573 B532313031 B60000E200
  B748362E585F5F53362E312E33535F5F B800 B900000000 BA425433303732303230313230303030323030353231303031 C001
  00000000 68 0000 54D1`);

describe('the profile of JK boards with the NW protocol', () => {
  it('reads the documented example', async () => {
    expect(await readingFrom(profile('jk-nw'), [jkExample])).toEqual({
      cellVoltages: [
        3.821, 3.834, 3.831, 3.82, 3.832, 3.834, 3.825, 3.832, 3.811, 3.834, 3.825, 3.835, 3.835, 3.826,
      ],
      temperatures: [30, 28],
      packVoltage: 53.59,
      packCurrent: 2.08,
      socPercent: 15,
      chargeCycles: 4,
      fullCapacityAh: 14,
      chargingEnabled: true,
      dischargingEnabled: true,
      faultCodes: [],
      warningCodes: [],
      protectionStatus: expect.objectContaining({ CELL_OVER_VOLTAGE: false }),
      setAside: [],
    });
  });

  const fields = (current: string, version: string) =>
    bytes(`7906 010EED 020EFA 80001D 810065 820069 8314EF ${current} 850F 8B0401 8C0001 ${version}`);

  it('reads discharging, temperatures below zero and what protects', async () => {
    expect(await readingFrom(profile('jk-nw'), [jkAnswer(fields('8407D0', 'C001'))])).toMatchObject({
      packCurrent: -20,
      temperatures: [-1, -5],
      dischargingEnabled: false,
      faultCodes: ['CELL_OVER_VOLTAGE'],
      warningCodes: ['UNDER_SOC_WARNING'],
    });
  });

  it('does not know the current of an older protocol version, or what comes after an unknown tag', async () => {
    const old = await readingFrom(profile('jk-nw'), [jkAnswer(fields('8407D0', 'C000'))]);
    expect(old).toMatchObject({ packCurrent: null, packVoltage: 53.59 });
    const unknown = jkAnswer(bytes('7906 010EED 020EFA 8314EF 8D 0000 8510'));
    expect(await readingFrom(profile('jk-nw'), [unknown])).toMatchObject({
      packVoltage: 53.59,
      socPercent: null,
    });
  });

  it('gives no reading where cells are not numbered in order', async () => {
    const shifted = jkAnswer(bytes('7906 010EED 030EFA 8314EF C001'));
    await expect(readingFrom(profile('jk-nw'), [shifted])).rejects.toMatchObject({ kind: 'garbled' });
  });
});

describe('the profiles of the Pylontech family', () => {
  // Heard from a US2000 module; published with its decoding.
  const us2000 = Buffer.from(
    '~20024600C06E10020F0C9A0C980C990C980C9A0C9A0C990C9B0C9C0C9A0C9B0C9B0C9B0C9B0C99050B740B550B570B530B63' +
      '0000BD06190F02C3500084E545\r',
  );

  it('reads a frame of a real Pylontech module', async () => {
    expect(await readingFrom(profile('pylontech-rs485'), [us2000])).toEqual({
      cellVoltages: [
        3.226, 3.224, 3.225, 3.224, 3.226, 3.226, 3.225, 3.227, 3.228, 3.226, 3.227, 3.227, 3.227, 3.227,
        3.225,
      ],
      temperatures: [17, 17.2, 16.8, 18.4],
      packCurrent: 0,
      packVoltage: 48.39,
      remainingCapacityAh: 6.415,
      fullCapacityAh: 50,
      chargeCycles: 132,
      faultCodes: null,
      warningCodes: null,
      protectionStatus: null,
      setAside: [],
    });
  });

  it('reads the charge of a larger module from the fields of three bytes', async () => {
    const cells = '02 0C9A 0C98 01 0B74';
    const large = yd1363Answer(
      bytes(`10 05 ${cells} FF9C BD06 FFFF 04 FFFF 0084 011170 0121D0`.replace(/\s/g, '')),
      { address: 5 },
    );
    expect(await readingFrom(profile('pylontech-rs485'), [us2000, large], 5)).toMatchObject({
      packCurrent: -10,
      remainingCapacityAh: 70,
      fullCapacityAh: 74.192,
      chargeCycles: 132,
    });
  });

  const sixteen = Array.from({ length: 16 }, (_, index) => (3300 + index).toString(16).padStart(4, '0'));
  const sensors = '06 0BA3 0BA4 0BA5 0BA6 0B9F 0BD5';

  it('reads values and alarms of a Seplos V2, told apart by their layout', async () => {
    const values = yd1363Answer(
      bytes(`00 01 10 ${sixteen.join('')} ${sensors} FC18 1496 1F40 0A 2710 0320 2710 0011 03E3 1496
             0000 0000 0000 0000`),
      { address: 0 },
    );
    const alarms = yd1363Answer(
      bytes(`00 01 10 ${'00'.repeat(16)} 06 ${'00'.repeat(6)} 00 00 00 14 49 80 00 02 04 03 00 00 00 00 00 00
             00 00 00 00 00 00 00`),
      { address: 0 },
    );
    for (const heard of [
      [values, alarms],
      [alarms, values],
    ]) {
      expect(await readingFrom(profile('seplos-v2'), heard)).toMatchObject({
        packCurrent: -10,
        packVoltage: 52.7,
        remainingCapacityAh: 80,
        fullCapacityAh: 100,
        socPercent: 80,
        sohPercent: 99.5,
        chargeCycles: 17,
        temperatures: [24.8, 24.9, 25, 25.1],
        ambientTemp: 24.4,
        chargingEnabled: true,
        dischargingEnabled: true,
        faultCodes: ['CELL_UNDER_VOLTAGE', 'DISCHARGE_UNDER_TEMPERATURE', 'CHARGE_OVER_CURRENT'],
        warningCodes: expect.arrayContaining(['UNDER_VOLTAGE_WARNING', 'UNDER_SOC_WARNING']),
      });
    }
  });

  it('reads a Pace board', async () => {
    const values = yd1363Answer(
      bytes(`00 01 10 ${sixteen.join('')} ${sensors} 03E8 CDE6 1F40 03 2710 0011 2710`),
      { address: 0, version: '25' },
    );
    expect(await readingFrom(profile('pace'), [values])).toMatchObject({
      packCurrent: 10,
      packVoltage: 52.71,
      remainingCapacityAh: 80,
      fullCapacityAh: 100,
      chargeCycles: 17,
      temperatures: [24.8, 24.9, 25, 25.1],
    });
  });

  it('takes no answer of another address', async () => {
    await expect(readingFrom(profile('pylontech-rs485'), [us2000], 3)).rejects.toMatchObject({
      kind: 'timeout',
    });
  });
});
