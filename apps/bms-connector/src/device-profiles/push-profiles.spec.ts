import { describe, expect, it } from '@jest/globals';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { decoderOf } from '../push/payloads/payload-decoder.js';

const decoderFor = (file: string) => decoderOf(shippedProfile(file));

describe('the platform’s own JSON', () => {
  const decoder = decoderFor('trackingbms-json.v1.yaml');

  it('has the names and units of a reading', () => {
    const payload = {
      timestamp: '2026-06-01T14:00:00.250+02:00',
      batteryId: 7,
      packVoltage: 52.87,
      packCurrent: -12.34,
      cellVoltages: [3.301, null, 3.299],
      temperatures: [21.5],
      socPercent: 63.5,
      chargeCycles: 120,
      totalEnergyChargedWh: 1_234_567.89,
      operationMode: 'discharging',
      balancingActive: false,
      dischargingEnabled: true,
      faultCodes: [],
      warningCodes: ['CELL_SPREAD'],
      signalStrength: 71,
      colour: 'red',
    };
    expect(decoder.timeOf(payload)).toBe(Date.UTC(2026, 5, 1, 12, 0, 0, 250));
    expect(decoder.batteryOf(payload)).toBe('7');
    expect(decoder.decode(payload, undefined)).toEqual({
      ...Object.fromEntries(
        Object.keys(shippedProfile('trackingbms-json.v1.yaml').fields).map((name) => [name, null]),
      ),
      packVoltage: 52.87,
      packCurrent: -12.34,
      cellVoltages: [3.301, null, 3.299],
      temperatures: [21.5],
      socPercent: 63.5,
      chargeCycles: 120,
      totalEnergyChargedWh: 1_234_567.89,
      operationMode: 'discharging',
      balancingActive: false,
      dischargingEnabled: true,
      faultCodes: [],
      warningCodes: ['CELL_SPREAD'],
      protectionStatus: null,
      signalStrength: 71,
      setAside: [],
    });
  });

  it('may hold several readings in one document', () => {
    expect(decoder.readingsOf({ readings: [{ packVoltage: 1 }, 7] })).toEqual([{ packVoltage: 1 }, 7]);
    expect(decoder.readingsOf({ packVoltage: 1 })).toEqual([{ packVoltage: 1 }]);
  });
});

describe('the document in which Venus OS takes a battery over MQTT', () => {
  it('is read with its cells by name and its alarms by degree', () => {
    const decoder = decoderFor('victron-battery-json.v1.yaml');
    const payload = {
      Dc: { Power: -321.6, Voltage: 52.7, Current: -6.1, Temperature: 23 },
      Capacity: 125.5,
      Soc: 63,
      Balancing: 0,
      Alarms: { LowVoltage: 0, LowCellVoltage: 1, HighChargeTemperature: 2 },
      History: { ChargeCycles: 5, TotalAhDrawn: -1057.3 },
      System: { MinCellVoltage: 3.392, MaxCellVoltage: 3.417 },
      Voltages: { Cell1: 3.201, Cell2: 3.202, Cell4: 3.204 },
      Io: { AllowToCharge: 1, AllowToDischarge: 0 },
    };
    expect(decoder.timeOf(payload)).toBeUndefined();
    expect(decoder.decode(payload, undefined)).toMatchObject({
      packVoltage: 52.7,
      packCurrent: -6.1,
      packPower: -321.6,
      cellVoltages: [3.201, 3.202, null, 3.204],
      cellVoltageMin: 3.392,
      temperatures: [23],
      tempMin: null,
      socPercent: 63,
      remainingCapacityAh: 125.5,
      chargeCycles: 5,
      balancingActive: false,
      chargingEnabled: true,
      dischargingEnabled: false,
      warningCodes: ['CELL_UNDER_VOLTAGE_WARNING'],
      faultCodes: ['CHARGE_OVER_TEMPERATURE'],
      setAside: [],
    });
  });
});

describe('a report of the Libre Solar BMS', () => {
  it('has the names of the objects that it is polled by', () => {
    const decoder = decoderFor('libre-solar-bms-report.v1.yaml');
    const payload = JSON.parse(
      '{"rPackVoltage_V":52.87,"rPackCurrent_A":-12.34,"rCellTemps_degC":[21.5,22.0,null],"rSOC_pct":63.5,' +
        '"rErrorFlags":4097,"rBmsState":3,"rCellVoltages_V":[3.301,3.305,0.000,0.000],"rBalancingStatus":5}',
    ) as object;
    expect(decoder.decode(payload, undefined)).toMatchObject({
      packVoltage: 52.87,
      packCurrent: -12.34,
      cellVoltages: [3.301, 3.305],
      temperatures: [21.5, 22, null],
      balancingActive: true,
      chargingEnabled: true,
      faultCodes: ['CELL_UNDER_VOLTAGE'],
      warningCodes: ['DISCHARGE_SWITCH_OFF'],
    });
  });
});
