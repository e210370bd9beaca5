import { describe, expect, it } from '@jest/globals';
import type { RegisterSource } from './device-profile.js';
import { orderProblems, registerProblem } from './register-problems.js';

const problemOf = (over: Partial<RegisterSource>): string | undefined =>
  registerProblem({ table: 'holding', address: 0, type: 'u16', ...over });

describe('what is wrong with a source of registers', () => {
  it.each<Partial<RegisterSource>>([
    {},
    { bit: 15 },
    { bit: 13, width: 3 },
    { type: 'u32', bit: 31 },
    { type: 'string', length: 8 },
    { table: 'coil', type: 'bit' },
    { table: 'discrete', type: 'bits', length: 52 },
  ])('nothing: %j', (source) => {
    expect(problemOf(source)).toBeUndefined();
  });

  it.each<[Partial<RegisterSource>, RegExp]>([
    [{ type: 'bit' }, /does not hold/],
    [{ table: 'coil' }, /does not hold/],
    [{ table: 'coil', type: 'bits' }, /needs a length/],
    [{ type: 'string' }, /needs a length/],
    [{ length: 2 }, /takes no length/],
    [{ table: 'coil', type: 'bits', length: 53 }, /longer than 52/],
    [{ bit: 16 }, /no such bits/],
    [{ bit: 14, width: 3 }, /no such bits/],
    [{ type: 's16', bit: 1 }, /no such bits/],
    [{ width: 2 }, /without a bit/],
  ])('%j', (source, problem) => {
    expect(problemOf(source)).toMatch(problem);
  });

  it.each<[Partial<RegisterSource>, RegExp | undefined]>([
    [{ address: 0x1290 }, undefined],
    [{ address: 0x1291 }, /between two registers/],
    [{ repeat: { count: 4, countFrom: { table: 'holding', address: 3 } } }, /between two registers/],
    [{ table: 'coil', type: 'bit' }, /no address in bytes/],
  ])('where addresses count bytes: %j', (over, problem) => {
    const source = { table: 'holding', address: 0, type: 'u16', ...over } as const;
    const found = registerProblem(source, { addressUnit: 'bytes' });
    expect(found ?? '').toMatch(problem ?? /^$/);
  });

  it('an order by a point that the model has not got', () => {
    const layout = { orderBy: ['StrIdx', 'ModIdx'], points: { StrIdx: { offset: 2, type: 'u16' } } } as const;
    expect(orderProblems('/models/805', layout)).toEqual([
      { path: '/models/805/orderBy/1', problem: 'is no point of the model' },
    ]);
  });
});
