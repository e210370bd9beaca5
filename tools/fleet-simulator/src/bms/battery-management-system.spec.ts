import { LoadProfile } from '../physics/load-profile.js';
import { Pack } from '../physics/pack.js';
import { seededRandom } from '../physics/random.js';
import { BatteryManagementSystem } from './battery-management-system.js';

const description = { chemistry: 'lifepo4', cellCount: 4, capacityAh: 100, temperatureSensors: 2 } as const;

function newBms(seed = 7): BatteryManagementSystem {
  const random = seededRandom(seed);
  const bms = new BatteryManagementSystem(
    new Pack(description, random),
    new LoadProfile(100, random),
    random,
  );
  bms.step(1);
  return bms;
}

function run(bms: BatteryManagementSystem, seconds: number): void {
  for (let second = 0; second < seconds; second++) bms.step(1);
}

describe('a simulated BMS', () => {
  it('tells the same story again for the same seed', () => {
    const [first, second] = [newBms(), newBms()];
    run(first, 600);
    run(second, 600);
    expect(first.view()).toEqual(second.view());
    expect(first.view()).not.toEqual(newBms(8).view());
  });

  it('keeps healthy cells inside their limits for a day', () => {
    const bms = newBms();
    for (let hour = 0; hour < 24; hour++) {
      run(bms, 3_600);
      const { cellVoltages, protections, stateOfCharge } = bms.view();
      expect(Math.max(...cellVoltages)).toBeLessThan(3.65);
      expect(Math.min(...cellVoltages)).toBeGreaterThan(2.5);
      expect([...protections]).toEqual([]);
      expect(Math.abs(stateOfCharge / 100 - bms.pack.stateOfCharge)).toBeLessThan(0.05);
    }
  });

  it('conserves charge: what the counter moved is what the cells hold', () => {
    const bms = newBms();
    const before = bms.pack.cells[1]!.stateOfCharge;
    const capacity = bms.pack.cells[1]!.parameters.capacityAh;
    let moved = 0;
    for (let second = 0; second < 1_800; second++) {
      bms.step(1);
      moved += bms.pack.current / 3_600;
    }
    expect(bms.pack.cells[1]!.stateOfCharge - before).toBeCloseTo(moved / capacity, 3);
  });

  it('opens its switches when a cell gets too hot, and closes them when it has cooled', () => {
    const bms = newBms();
    bms.switchFault('over-temperature', true);
    bms.step(1);
    expect(Math.max(...bms.view().temperatures)).toBeGreaterThan(60);
    expect(bms.view()).toMatchObject({ charging: false, discharging: false });
    bms.step(1);
    expect(bms.pack.current).toBeCloseTo(0, 10);
    bms.switchFault('over-temperature', false);
    run(bms, 5);
    expect(bms.view()).toMatchObject({ charging: true, discharging: true });
  });

  it('says the same values again and again with a stuck sensor', () => {
    const bms = newBms();
    bms.switchFault('stuck-sensor', true);
    const stuck = bms.view().cellVoltages;
    run(bms, 60);
    expect(bms.view().cellVoltages).toEqual(stuck);
  });

  it('drifts away from the truth with a false shunt, and not without', () => {
    const bms = newBms();
    bms.switchFault('drifted-soc', true);
    const error = (): number => bms.view().stateOfCharge / 100 - bms.pack.stateOfCharge;
    const before = error();
    run(bms, 3_600);
    expect(error() - before).toBeGreaterThan(0.01);
  });

  it('lets a weak cell fall below its neighbours', () => {
    const bms = newBms();
    const spread = (): number => Math.max(...bms.view().cellVoltages) - Math.min(...bms.view().cellVoltages);
    const before = spread();
    bms.switchFault('weak-cell', true);
    run(bms, 1_800);
    expect(spread()).toBeGreaterThan(before);
  });

  it('does not answer while its link is lost', () => {
    const bms = newBms();
    bms.switchFault('lost-link', true);
    expect(bms.answers).toBe(false);
  });
});
