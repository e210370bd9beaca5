import { describe, expect, it } from '@jest/globals';
import { type AnswerSource, DeviceProfileInvalid } from '@trackingbms/device-profiles';
import { profileFrom } from '@trackingbms/device-profiles/testing';
import { answerValue } from './answer-values.js';

const answers = new Map([['a', Buffer.from('01020384ff650003', 'hex')]]);
const value = (source: Omit<AnswerSource, 'answer'>) => answerValue({ answer: 'a', ...source }, answers);

describe('values in the bytes of an answer', () => {
  it.each<[string, Omit<AnswerSource, 'answer'>, unknown]>([
    ['one byte', { offset: 3, type: 'u8' }, 0x84],
    ['one byte with a sign', { offset: 3, type: 's8' }, -124],
    ['two bytes', { offset: 0, type: 'u16' }, 0x0102],
    ['two bytes with a sign', { offset: 3, type: 's16' }, 0x84ff - 0x10000],
    ['sign and amount', { offset: 3, type: 'sm16' }, -0x04ff],
    ['three bytes', { offset: 0, type: 'u24' }, 0x010203],
    ['four bytes', { offset: 2, type: 'u32' }, 0x0384ff65],
    ['four bytes with a sign', { offset: 3, type: 's32' }, 0x84ff6500 - 2 ** 32],
    ['the lowest byte first', { offset: 0, type: 'u32', byteOrder: 'low-first' }, 0x84030201],
    ['the lower word first', { offset: 0, type: 'u32', wordOrder: 'low-first' }, 0x03840102],
    ['the highest bit of four bytes', { offset: 3, type: 'u32', bit: 31 }, 1],
    ['a bit that is not set', { offset: 0, type: 'u8', bit: 1 }, 0],
    ['a count below zero', { offset: 5, type: 'u8', negativeAbove: 100 }, -1],
    ['what the answer is too short for', { offset: 7, type: 'u16' }, undefined],
    ['as many as there are', { offset: 1, type: 'u16', repeat: { count: 8 } }, [0x0203, 0x84ff, 0x6500]],
    ['some of them, apart', { offset: 0, type: 'u8', repeat: { count: 2, stride: 3 } }, [1, 0x84]],
    ['as many as a byte says', { offset: 0, type: 'u8', repeat: { count: 8, countFrom: 7 } }, [1, 2, 3]],
    ['more than there is room for', { offset: 6, type: 'u8', repeat: { count: 8, countFrom: 7 } }, undefined],
    ['none where the list would begin', { offset: 9, type: 'u8', repeat: { count: 8 } }, []],
  ])('%s', (_, source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  it('of an answer that is not there do not exist', () => {
    expect(answerValue({ answer: 'b', offset: 0, type: 'u8' }, answers)).toBeUndefined();
  });
});

const good = `
profile: a-board
version: 1
title: A board
protocol: serial
transports: [tcp]
serial: { language: jbd }
currentSign: { positive: charging }
fields:
  packVoltage: { from: { answer: '0x03', offset: 0, type: u16 } }
`;

function wrongPaths(yaml: string): string[] {
  try {
    profileFrom(yaml);
  } catch (error) {
    if (error instanceof DeviceProfileInvalid) return error.wrong.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe('a profile for a serial line', () => {
  it('is taken when it fits', () => {
    expect(wrongPaths(good)).toEqual([]);
  });

  it.each([
    ['an answer of another language', good.replace('0x03', '0x90'), '/fields/packVoltage/from/0'],
    ['no language', good.replace('serial: { language: jbd }\n', ''), '/fields/packVoltage/from/0'],
    ['an unknown language', good.replace('jbd', 'klingon'), '/serial/language'],
    [
      'a register',
      good.replace("answer: '0x03', offset: 0", 'table: input, address: 0'),
      '/fields/packVoltage/from/0',
    ],
    [
      'a bit that is not in its type',
      good.replace('type: u16', 'type: u16, bit: 16'),
      '/fields/packVoltage/from/0',
    ],
    [
      'a bit of a number with a sign',
      good.replace('type: u16', 'type: s16, bit: 1'),
      '/fields/packVoltage/from/0',
    ],
    ['a place before the data', good.replace('offset: 0', 'offset: -1'), '/fields/packVoltage/from/offset'],
  ])('is refused with %s, with the path', (_, yaml, path) => {
    expect(wrongPaths(yaml)).toContain(path);
  });
});
