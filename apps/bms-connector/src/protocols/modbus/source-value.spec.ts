import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RegisterSource } from '@trackingbms/device-profiles';
import { lengthOf, sourceValue } from './source-value.js';

const from = (over: Partial<RegisterSource>): RegisterSource => ({
  table: 'holding',
  address: 0,
  type: 'u16',
  ...over,
});
const valueOf = (over: Partial<RegisterSource>, registers: readonly number[]) =>
  sourceValue(from(over), Uint16Array.from(registers));

describe('a value of registers as its source describes it', () => {
  it.each<[Partial<RegisterSource>, number[], number | string | null]>([
    [{ type: 'u32' }, [0x0102, 0x0304], 0x01020304],
    [{ type: 'u32', wordOrder: 'low-first' }, [0x0304, 0x0102], 0x01020304],
    [{ type: 'u32', byteOrder: 'low-first' }, [0x0201, 0x0403], 0x01020304],
    [{ type: 'u32', wordOrder: 'low-first', byteOrder: 'low-first' }, [0x0403, 0x0201], 0x01020304],
    [{ type: 'f32', wordOrder: 'low-first' }, [0x3333, 0x4053], 3.3],
    [{ type: 's16', byteOrder: 'low-first' }, [0x38ff], -200],
    [{ bit: 11 }, [0x0800], 1],
    [{ bit: 11 }, [0xf7ff], 0],
    [{ bit: 8, width: 2 }, [0x02ff], 2],
    [{ type: 'u32', bit: 31 }, [0x8000, 0], 1],
    [{ type: 'string', length: 3 }, [0x5242, 0x5431, 0x0041], 'RBT1'],
    [{ type: 'string', length: 2, byteOrder: 'low-first' }, [0x4252, 0x2054], 'RBT'],
    [{ type: 'string', length: 2 }, [0x2020, 0], null],
    [{ table: 'coil', type: 'bits', length: 8 }, [1, 1, 0, 0, 0, 0, 0, 1], 0x83],
  ])('%j of %j', (source, registers, value) => {
    expect(lengthOf(from(source))).toBe(registers.length);
    expect(valueOf(source, registers)).toBe(value);
  });

  it('is the same in every order that two words and two bytes can have', () => {
    fc.assert(
      fc.property(fc.constantFrom('u32', 's32', 'f32'), fc.nat(0xffff), fc.nat(0xffff), (type, high, low) => {
        const swap = (word: number) => ((word & 0xff) << 8) | (word >> 8);
        const value = valueOf({ type }, [high, low]);
        expect(valueOf({ type, wordOrder: 'low-first' }, [low, high])).toBe(value);
        expect(valueOf({ type, byteOrder: 'low-first' }, [swap(high), swap(low)])).toBe(value);
        const both = { type, wordOrder: 'low-first', byteOrder: 'low-first' } as const;
        expect(valueOf(both, [swap(low), swap(high)])).toBe(value);
      }),
    );
  });
});
