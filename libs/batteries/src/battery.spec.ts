import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evolveBattery, unregisteredBattery, type Battery, type BatteryEvent } from './battery.js';
import { decideBattery, type BatteryCommand, type BatterySurroundings } from './decide-battery.js';
import {
  batteryCommissioned,
  batteryDecommissioned,
  batteryRegistered,
  batterySample,
  batteryTypeSample,
  locationSample,
} from './testing/fleet-samples.js';
import { givenBattery, outcomeOf } from './testing/fleet-specification.js';

const surroundings: BatterySurroundings = { type: batteryTypeSample, location: locationSample };
const register: BatteryCommand = {
  type: 'RegisterBattery',
  batteryId: 1,
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  details: batterySample,
  surroundings,
};
const change = (
  changes: Partial<typeof batterySample>,
  around: Partial<BatterySurroundings> = {},
): BatteryCommand => ({
  type: 'ChangeBattery',
  changes,
  contactFields: [],
  surroundings: { ...surroundings, ...around },
});
const commission: BatteryCommand = { type: 'CommissionBattery', commissioningDate: '2026-03-01' };
const decommission: BatteryCommand = { type: 'DecommissionBattery', reason: 'worn out' };

describe('a battery that is not registered', () => {
  it('is registered', () => expect(givenBattery().when(register)).toEqual([batteryRegistered]));

  it('cannot be changed, commissioned or decommissioned', () => {
    for (const command of [change({ name: 'x' }), commission, decommission]) {
      expect(givenBattery().when(command)).toBe('BATTERY.NOT_REGISTERED');
    }
  });

  it('is not registered with a type or at a location out of use', () => {
    const retired = { ...surroundings, type: { ...batteryTypeSample, isActive: false } };
    expect(givenBattery().when({ ...register, surroundings: retired } as BatteryCommand)).toBe(
      'BATTERY_TYPE.INACTIVE',
    );
    const closed = { ...surroundings, location: { isActive: false } };
    expect(givenBattery().when({ ...register, surroundings: closed } as BatteryCommand)).toBe(
      'LOCATION.INACTIVE',
    );
  });

  it('is not registered with limits that cross', () => {
    const details = { ...batterySample, customVoltageMin: 15 };
    expect(givenBattery().when({ ...register, details } as BatteryCommand)).toBe('BATTERY.LIMITS_CROSSED');
  });
});

describe('a battery that is being commissioned', () => {
  const given = givenBattery(batteryRegistered);

  it('is not registered twice', () => expect(given.when(register)).toBe('BATTERY.ALREADY_REGISTERED'));
  it('enters service', () => expect(given.when(commission)).toEqual([batteryCommissioned]));
  it('may be given up', () => expect(given.when(decommission)).toEqual([batteryDecommissioned]));

  it('changes only what differs', () => {
    expect(given.when(change({ name: 'Rack B', notes: null }))).toEqual([
      { type: 'BatteryChanged', changes: { name: 'Rack B' }, contactFields: [] },
    ]);
  });

  it('says nothing when nothing differs', () => expect(given.when(change(batterySample))).toEqual([]));

  it('says that contacts changed, without them', () => {
    const command = { ...change({}), contactFields: ['alertContacts'] } as BatteryCommand;
    expect(given.when(command)).toEqual([
      { type: 'BatteryChanged', changes: {}, contactFields: ['alertContacts'] },
    ]);
  });

  it('may be renamed where its type is out of use, but not brought to such a type', () => {
    const retired = { type: { ...batteryTypeSample, isActive: false } };
    expect(given.when(change({ name: 'Rack B' }, retired))).toHaveLength(1);
    expect(given.when(change({ batteryTypeId: 2 }, retired))).toBe('BATTERY_TYPE.INACTIVE');
  });

  it('may be renamed when its type has crossed its limits, but not be given crossing ones', () => {
    const cold = { type: { ...batteryTypeSample, operatingTempMin: 70 } };
    expect(given.when(change({ name: 'Rack B' }, cold))).toHaveLength(1);
    expect(given.when(change({ customTempMin: 60 }))).toBe('BATTERY.LIMITS_CROSSED');
    expect(given.when(change({ batteryTypeId: 2 }, cold))).toBe('BATTERY.LIMITS_CROSSED');
  });
});

describe('a battery in service', () => {
  const given = givenBattery(batteryRegistered, batteryCommissioned);

  it('does not enter service twice', () => expect(given.when(commission)).toBe('BATTERY.NOT_COMMISSIONING'));
  it('leaves service', () => expect(given.when(decommission)).toEqual([batteryDecommissioned]));
});

describe('a battery out of service', () => {
  it('stays as it is', () => {
    const given = givenBattery(batteryRegistered, batteryCommissioned, batteryDecommissioned);
    for (const command of [change({ name: 'x' }), commission, decommission]) {
      expect(given.when(command)).toBe('BATTERY.DECOMMISSIONED');
    }
    expect(given.when(register)).toBe('BATTERY.ALREADY_REGISTERED');
  });
});

describe("a battery's history", () => {
  it('does not begin with anything but its registration', () => {
    expect(() => evolveBattery(unregisteredBattery, batteryCommissioned)).toThrow('cannot begin');
  });

  it('can be folded whatever was asked in whatever order, and deciding again changes nothing', () => {
    const commands = fc.constantFrom(register, commission, decommission, change({ name: 'x' }), change({}));
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 12 }), (asked) => {
        const history: BatteryEvent[] = [];
        let battery: Battery = unregisteredBattery;
        for (const command of asked) {
          const decided = outcomeOf(() => decideBattery(command, battery));
          if (typeof decided === 'string') continue;
          history.push(...decided);
          battery = decided.reduce(evolveBattery, battery);
        }
        expect(history.reduce(evolveBattery, unregisteredBattery)).toEqual(battery);
        expect(history.filter(({ type }) => type === 'BatteryRegistered').length).toBeLessThanOrEqual(1);
        const ended = history.findIndex(({ type }) => type === 'BatteryDecommissioned');
        expect(ended === -1 || ended === history.length - 1).toBe(true);
      }),
    );
  });
});
