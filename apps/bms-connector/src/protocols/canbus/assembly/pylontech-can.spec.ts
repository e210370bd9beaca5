import { describe, expect, it } from '@jest/globals';
import { decodeReading } from '../../../device-profiles/decode-reading.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { framesOf, pylontechCapture } from '../testing/bus-log.js';
import { SignalAssembly } from './signal-assembly.js';
import { planOf } from './signal-plan.js';

const profile = shippedProfile('pylontech-can.v1.yaml');

function readingOf(capture: string) {
  const assembly = new SignalAssembly(planOf(profile));
  for (const frame of framesOf(capture)) assembly.take(frame, 0);
  return decodeReading(profile, assembly.read(0));
}

const nothing = {
  packVoltage: null,
  packCurrent: null,
  tempAvg: null,
  socPercent: null,
  sohPercent: null,
  cellVoltageMin: null,
  cellVoltageMax: null,
  tempMin: null,
  tempMax: null,
  fullCapacityAh: null,
  totalEnergyChargedWh: null,
  totalEnergyDischargedWh: null,
  chargingEnabled: null,
  dischargingEnabled: null,
  faultCodes: null,
  warningCodes: null,
  protectionStatus: null,
  setAside: [],
};

describe('the profile of the Pylontech and Victron CAN-bms', () => {
  it('reads a public capture', () => {
    expect(readingOf(pylontechCapture)).toEqual({
      ...nothing,
      packVoltage: 49.42,
      packCurrent: 77,
      tempAvg: 128.4,
      tempMin: 128.4,
      tempMax: 128.4,
      socPercent: 26,
      sohPercent: 100,
      chargingEnabled: true,
      dischargingEnabled: true,
      faultCodes: [],
      warningCodes: [],
      protectionStatus: {
        OVER_VOLTAGE: false,
        UNDER_VOLTAGE: false,
        OVER_TEMPERATURE: false,
        UNDER_TEMPERATURE: false,
        DISCHARGE_OVER_CURRENT: false,
        CHARGE_OVER_CURRENT: false,
      },
    });
  });

  it('knows nothing of a bus that carries something else', () => {
    expect(readingOf('123#0102030405060708 1806E5F4#0102')).toEqual(nothing);
  });

  it('stores charging as positive, as the device sends it', () => {
    expect(readingOf('356#881364FF2C01')).toMatchObject({
      packVoltage: 50,
      packCurrent: -15.6,
      tempAvg: 30,
    });
    expect(readingOf('356#881364006AFF')).toMatchObject({ packCurrent: 10, tempAvg: -15, tempMin: -15 });
  });

  it.each([
    ['359#0A0000000A504E', ['OVER_VOLTAGE', 'OVER_TEMPERATURE'], []],
    [
      '359#94090000',
      ['UNDER_VOLTAGE', 'UNDER_TEMPERATURE', 'DISCHARGE_OVER_CURRENT', 'CHARGE_OVER_CURRENT', 'SYSTEM_ERROR'],
      [],
    ],
    [
      '359#0000060901504E',
      [],
      ['HIGH_VOLTAGE_WARNING', 'LOW_VOLTAGE_WARNING', 'HIGH_CHARGE_CURRENT_WARNING', 'SYSTEM_WARNING'],
    ],
    ['35A#0A00000002000000', ['GENERAL_ALARM', 'OVER_VOLTAGE'], ['GENERAL_WARNING']],
    ['35A#5501000055010000', [], []],
    [
      '35A#A902000000020000',
      ['OVER_VOLTAGE', 'UNDER_VOLTAGE', 'OVER_TEMPERATURE', 'UNDER_TEMPERATURE'],
      ['LOW_TEMPERATURE_WARNING'],
    ],
  ])('names what %s says is wrong', (frame, faultCodes, warningCodes) => {
    expect(readingOf(frame)).toMatchObject({ faultCodes, warningCodes });
  });

  it('does not take an alarm that is not supported for one that is off', () => {
    expect(readingOf('35A#0000000000000000')).toEqual(nothing);
    expect(readingOf('35A#0400000000000000').protectionStatus).toEqual({ OVER_VOLTAGE: false });
  });

  it('prefers the finer state of charge where the frame is long enough', () => {
    expect(readingOf('355#1A0064008B0A')).toMatchObject({ socPercent: 26.99 });
    expect(readingOf('355#1A00')).toMatchObject({ socPercent: 26, sohPercent: null });
  });

  it('reads cells, temperatures, capacity and energy where they are sent', () => {
    expect(readingOf('356#881364FF2C01 373#E40C120D1D012301 379#C800 378#0A000000140000FF')).toMatchObject({
      cellVoltageMin: 3.3,
      cellVoltageMax: 3.346,
      tempAvg: 30,
      tempMin: 12,
      tempMax: 18,
      fullCapacityAh: 200,
      totalEnergyChargedWh: 1_000,
      totalEnergyDischargedWh: 0xff000014 * 100,
    });
    expect(readingOf('373#0000000000000000')).toEqual(nothing);
  });

  it.each([
    ['35C#C0', true, true],
    ['35C#8000', true, false],
    ['35C#40', false, true],
    ['35C#00', false, false],
  ])('says what %s allows', (frame, chargingEnabled, dischargingEnabled) => {
    expect(readingOf(frame)).toMatchObject({ chargingEnabled, dischargingEnabled });
  });
});
