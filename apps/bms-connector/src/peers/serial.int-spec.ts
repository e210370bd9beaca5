import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytes, dalyA5Answer, yd1363Answer } from '../protocols/serial/testing/maker-frames.js';
import { readingFrom } from '../protocols/serial/testing/recorded-answers.js';
import { installPeers } from '../testing/python-peers.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';

const packages = ['dalybms==0.5.0', 'python-pylontech==0.3.3', 'pyserial==3.5', 'construct==2.10.70'];
const script = fileURLToPath(new URL('../../peers/serial_decoders.py', import.meta.url));
const minutes = 60_000;

interface Decoded {
  readonly daly: readonly {
    readonly soc: Record<'total_voltage' | 'current' | 'soc_percent', number>;
    readonly voltages: Record<'highest_voltage' | 'lowest_voltage', number>;
    readonly switches: { charging_mosfet: boolean; discharging_mosfet: boolean; capacity_ah: number };
    readonly status: { cycles: number };
    readonly cells: readonly number[];
    readonly temperatures: readonly number[];
  }[];
  readonly pylontech: readonly {
    readonly cells: readonly number[];
    readonly temperatures: readonly number[];
    readonly current: number;
    readonly voltage: number;
    readonly remaining: number;
    readonly total: number;
    readonly cycles: number;
  }[];
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const word = (value: number): string => hex(value & 0xffff, 4);
const below = (max: number) => fc.nat({ max });
// Theirs are signed where ours are not: what both can say is compared.
const s15 = below(0x7fff);

const dalyFrames = fc
  .record({
    volts: s15,
    current: s15,
    charge: below(1_000),
    cells: fc.array(s15, { minLength: 1, maxLength: 24 }),
    temperatures: fc.array(below(127), { minLength: 1, maxLength: 10 }),
    milliAmpereHours: below(0x7fffffff),
    cycles: s15,
    switches: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .map(({ volts, current, charge, cells, temperatures, milliAmpereHours, cycles, switches }) => {
    const parts = (values: readonly string[], each: number) =>
      Array.from({ length: Math.ceil(values.length / each) }, (_, index) =>
        `${hex(index + 1, 2)}${values.slice(index * each, (index + 1) * each).join('')}`.padEnd(16, '5a'),
      );
    return {
      '90': [`${word(volts)}0000${word(current)}${word(charge)}`],
      '91': [`${word(Math.max(...cells))}01${word(Math.min(...cells))}020000`],
      '92': ['4101250200000000'],
      '93': [`00${switches.map((on) => (on ? '01' : '00')).join('')}01${hex(milliAmpereHours, 8)}`],
      '94': [`${hex(cells.length, 2)}${hex(temperatures.length, 2)}000000${word(cycles)}99`],
      '95': parts(cells.map(word), 3),
      '96': parts(
        temperatures.map((each) => hex(each, 2)),
        7,
      ),
      '97': ['0000000000000000'],
      '98': ['0000000000000000'],
    };
  });

const pylontechInfo = fc
  .record({
    cells: fc.array(s15, { minLength: 1, maxLength: 16 }),
    // The first is the board's own.
    temperatures: fc.array(s15, { minLength: 2, maxLength: 6 }),
    current: fc.integer({ min: -0x8000, max: 0x7fff }),
    voltage: below(0xffff),
    large: fc.boolean(),
    remaining: below(0xfffe),
    total: fc.integer({ min: 1, max: 0xfffe }),
    cycles: below(0xffff),
  })
  .map(({ cells, temperatures, current, voltage, large, remaining, total, cycles }) => {
    const list = (values: readonly number[]) => hex(values.length, 2) + values.map(word).join('');
    const capacities = large ? ['ffff', '04', 'ffff'] : [word(remaining), '02', word(total)];
    const more = large ? hex(remaining * 3, 6) + hex(total * 3, 6) : '';
    return `1002${list(cells)}${list(temperatures)}${word(current)}${word(voltage)}${capacities.join('')}${word(cycles)}${more}`;
  });

/** Theirs are sums of floats, right to twelve digits. */
const rounded = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(12)));

describe('serial answers that other programs decode', () => {
  let library = '';
  beforeAll(async () => {
    library = await installPeers(packages);
  }, 3 * minutes);

  function decoded(asked: { daly?: readonly object[]; pylontech?: readonly string[] }): Decoded {
    const input = JSON.stringify({ daly: [], pylontech: [], ...asked });
    const env = { ...process.env, PYTHONPATH: library };
    return JSON.parse(execFileSync('python3', [script], { input, env, encoding: 'utf8' })) as Decoded;
  }

  it('are decoded as dalybms does', async () => {
    const samples = fc.sample(dalyFrames, 200);
    const theirs = decoded({ daly: samples }).daly;
    const profile = shippedProfile('daly-a5.v1.yaml');
    for (const [index, sample] of samples.entries()) {
      const heard = Object.entries(sample).flatMap(([command, frames]) =>
        frames.map((data) => dalyA5Answer(parseInt(command, 16), bytes(data))),
      );
      const { soc, voltages, switches, status, cells, temperatures } = theirs[index]!;
      expect(await readingFrom(profile, heard)).toMatchObject({
        packVoltage: soc.total_voltage,
        // Theirs is positive for discharging, as the device's is.
        packCurrent: 0 - soc.current,
        socPercent: soc.soc_percent,
        cellVoltageMax: voltages.highest_voltage,
        cellVoltageMin: voltages.lowest_voltage,
        chargingEnabled: switches.charging_mosfet,
        dischargingEnabled: switches.discharging_mosfet,
        remainingCapacityAh: switches.capacity_ah,
        chargeCycles: status.cycles,
        cellVoltages: cells,
        temperatures,
      });
    }
  });

  it('are decoded as python-pylontech does', async () => {
    const samples = fc.sample(pylontechInfo, 200);
    const theirs = decoded({ pylontech: samples }).pylontech;
    const profile = shippedProfile('pylontech-rs485.v1.yaml');
    for (const [index, sample] of samples.entries()) {
      const { cells, temperatures, current, voltage, remaining, total, cycles } = theirs[index]!;
      expect(await readingFrom(profile, [yd1363Answer(bytes(sample))])).toMatchObject({
        cellVoltages: rounded(cells),
        temperatures: rounded(temperatures),
        packCurrent: current,
        packVoltage: voltage,
        remainingCapacityAh: remaining,
        fullCapacityAh: total,
        chargeCycles: cycles,
      });
    }
  });
});
