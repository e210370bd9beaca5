import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTextAnswer } from './text-answer.js';

describe('a ThingSet answer', () => {
  it.each([
    [':85 Content. {"rVoltage_V":14.1}', { status: 0x85, node: undefined, value: { rVoltage_V: 14.1 } }],
    [':85 {"rVoltage_V":14.1}', { status: 0x85, node: undefined, value: { rVoltage_V: 14.1 } }],
    [':85/0A1B2C {"t_s":1}', { status: 0x85, node: '0A1B2C', value: { t_s: 1 } }],
    [':85 [-32e-2,null,true]', { status: 0x85, node: undefined, value: [-0.32, null, true] }],
    [':84 Changed.', { status: 0x84, node: undefined, value: undefined }],
    [':A4', { status: 0xa4, node: undefined, value: undefined }],
    [':A3 "Item is read-only"', { status: 0xa3, node: undefined, value: 'Item is read-only' }],
    [':A4 Not Found.', { status: 0xa4, node: undefined, value: undefined }],
  ])('%s', (line, answer) => {
    expect(parseTextAnswer(line)).toEqual(answer);
  });

  it.each([':85 Content. {"rVoltage_V":14.', ':8', ':85{"a":1}', ':ZZ 1', ':85.2}', ':'])(
    'that is cut or none, %s, is garbled',
    (line) => {
      expect(() => parseTextAnswer(line)).toThrow(expect.objectContaining({ kind: 'garbled' }));
    },
  );

  it('cut anywhere is never another answer with values', () => {
    const whole = ':85 Content. {"rPackVoltage_V":51.23,"rCellVoltages_V":[3.201,3.202]}';
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => {
        try {
          expect(parseTextAnswer(whole.slice(0, length)).value).toBeUndefined();
        } catch (error) {
          expect(error).toMatchObject({ kind: 'garbled' });
        }
      }),
    );
  });
});
