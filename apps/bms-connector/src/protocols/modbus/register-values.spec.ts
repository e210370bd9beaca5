import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { registersPer, registerValue } from './register-values.js';

describe('register values', () => {
  it.each([
    ['u16', [0xffff], 65535],
    ['s16', [0xff38], -200],
    ['u32', [0x0001, 0x0002], 65538],
    ['s32', [0xffff, 0xfffe], -2],
    ['u64', [0, 0, 1, 0], 65536],
    ['s64', [0xffff, 0xffff, 0xffff, 0xffff], -1],
    ['f32', [0x4053, 0x3333], 3.3],
    ['f64', [0x400a, 0x6666, 0x6666, 0x6666], 3.3],
    ['bit', [1], 1],
  ] as const)('%s of %j', (type, registers, value) => {
    expect(registerValue(registers, type)).toBe(value);
  });

  it('takes words in the order that the device writes them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('u32', 's32', 'u64', 's64', 'f64'),
        fc.infiniteStream(fc.nat(0xffff)),
        (type, words) => {
          const registers = [...words.take(registersPer(type))];
          expect(registerValue([...registers].reverse(), type, 'low-first')).toBe(
            registerValue(registers, type),
          );
        },
      ),
    );
  });

  it('is the shortest decimal of a float', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (float) => {
        const bytes = new DataView(new ArrayBuffer(4));
        bytes.setFloat32(0, float);
        const value = registerValue([bytes.getUint16(0), bytes.getUint16(2)], 'f32');
        expect(Math.fround(value ?? Number.NaN)).toBe(float + 0);
      }),
    );
  });

  it('is null where no number is there', () => {
    expect(registerValue([0x7fc0, 0], 'f32')).toBeNull();
    expect(registerValue([0x7ff0, 0, 0, 0], 'f64')).toBeNull();
    expect(registerValue([0xffff, 0xffff, 0xffff, 0xffff], 'u64')).toBeNull();
  });
});
