import { describe, expect, it } from '@jest/globals';
import { readRequest, registersOf, type RegisterRange } from './read-registers.js';

const holding: RegisterRange = { table: 'holding', start: 0x6b, count: 3 };

describe('reading registers', () => {
  it.each([
    ['coil', '01006b0003'],
    ['discrete', '02006b0003'],
    ['holding', '03006b0003'],
    ['input', '04006b0003'],
  ] as const)('asks for %s with the function that reads it', (table, hex) => {
    expect(readRequest({ ...holding, table }).toString('hex')).toBe(hex);
  });

  it('takes the registers of an answer', () => {
    expect([...registersOf(holding, Buffer.from('0306022b00000064', 'hex'))]).toEqual([555, 0, 100]);
  });

  it('takes the bits of an answer, the lowest first', () => {
    const coils: RegisterRange = { table: 'coil', start: 0x13, count: 10 };
    expect([...registersOf(coils, Buffer.from('0102cd01', 'hex'))]).toEqual([1, 0, 1, 1, 0, 0, 1, 1, 1, 0]);
  });

  it.each([
    [1, 'configuration'],
    [2, 'configuration'],
    [4, 'exception'],
    [6, 'exception'],
    [10, 'unreachable'],
    [11, 'timeout'],
    [99, 'exception'],
  ])('exception %d is of kind %s', (code, kind) => {
    expect(() => registersOf(holding, Buffer.of(0x83, code))).toThrow(
      expect.objectContaining({ kind, code }),
    );
  });

  it.each(['0406022b00000064', '0304022b0000', '0306022b0000', '0306022b0000006400', '8302ff', '84'])(
    'an answer that does not fit, %s, is garbled',
    (hex) => {
      expect(() => registersOf(holding, Buffer.from(hex, 'hex'))).toThrow(
        expect.objectContaining({ kind: 'garbled' }),
      );
    },
  );
});
