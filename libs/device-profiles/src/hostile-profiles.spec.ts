import { describe, expect, it } from '@jest/globals';
import { DeviceProfileInvalid } from './device-profile-invalid.errors.js';
import { profileFrom } from './testing/shipped-profile.js';

const longest = 200_000;
const filled = (part: string): string => part.repeat(Math.floor(longest / part.length));
const numbered = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

const head = `profile: a-maker
version: 1
title: A maker
transports: [tcp, candump]
currentSign: { positive: charging }
`;
const field = (lines: string) => `${head}protocol: modbus\nfields:\n  packVoltage: ${lines}\n`;
const ofCan = (fields: string, dbc: string) =>
  `${head}protocol: canbus\nfields:\n${fields}dbc: |\n${dbc.replaceAll(/^/gm, '  ')}\n`;

/** Each is refused or taken; a test fails by its time limit, or with the whole process. */
const hostile: readonly (readonly [string, string])[] = [
  ['lists that are never closed', filled('[')],
  ['maps that are never closed', filled('{')],
  ['lists inside each other', '['.repeat(longest / 2) + ']'.repeat(longest / 2)],
  ['lists in the block style', filled('- ')],
  ['keys that are maps', filled('? ')],
  ['levels by indentation', numbered(600, (index) => `${' '.repeat(index)}a:\n`)],
  ['a map of many keys', numbered(30_000, (index) => `k${index}:\n`)],
  ['a flow map of many keys', `{${numbered(30_000, (index) => `k${index},`)}}`],
  ['anchors', filled('&a ')],
  ['an alias to each of the former', numbered(4_000, (index) => `a${index}: &b${index} *b${index - 1}\n`)],
  ['tags', filled('! ')],
  ['comments', filled('#\n')],
  ['documents', filled('---\n')],
  ['directives', filled('%\n')],
  ['an endless string', `a: "${filled('\\x')}`],
  ['wrong escapes', `a: "${'\\q'.repeat(19_000)}"`],
  ['transports', head.replace('tcp, candump', 'tcp,'.repeat(9_000))],
  ['numbers', field(`{ from: { path: A/b }, absent: [${numbered(9_000, (index) => `${index},`)}] }`)],
  ['a string of many lines', `a: "${filled('\n')}"`],
  ['digits', `a: ${filled('1')}`],
  ['unknown fields', field(`{ from: { path: A/b }, ${numbered(6_000, (index) => `x${index}: 1, `)}}`)],
  ['sources', field(`{ from: [${numbered(2_500, () => '{ path: A/b }, ')}] }`)],
  [
    'a long name',
    `${head.replace('a-maker', `${filled('a-').slice(0, -400)}!`)}protocol: modbus\nfields: {}`,
  ],
  ['a long path', field(`{ from: { path: "${filled('a/').slice(0, -400)}!" } }`)],
  [
    'sources for many messages',
    ofCan(
      `  cellVoltages: { from: [${numbered(700, () => "{ signal: 'a{n}', repeat: { count: 1024 } }, ")}] }\n`,
      numbered(2_000, (index) => `BO_ ${index} m${index}: 8 b\n SG_ s : 0|8@1+ (1,0) [0|0] "" b\n`),
    ),
  ],
  [
    'a list in one message of many signals',
    ofCan(
      `  cellVoltages: { from: [${numbered(500, () => "{ signal: 'a{n}', repeat: { count: 1024 } }, ")}] }\n`,
      `BO_ 1 m: 1785 b\n${numbered(3_000, (index) => ` SG_ s${index} : 0|8@1+ (1,0) [0|0] "" b\n`)}`,
    ),
  ],
  [
    'a DBC of quotes',
    ofCan('  packVoltage: { from: { signal: a } }\n', `VERSION "${filled('\\"').slice(0, -500)}`),
  ],
  [
    'a DBC of spaces',
    ofCan('  packVoltage: { from: { signal: a } }\n', `BU_ ${filled('// /').slice(0, -500)}`),
  ],
  ['a DBC of digits', ofCan('  packVoltage: { from: { signal: a } }\n', `BO_ ${filled('1').slice(0, -500)}`)],
];

describe('a text that is to do harm', () => {
  it.each(hostile)('is done with soon: %s', (_, text) => {
    expect(() => profileFrom(text)).toThrow(DeviceProfileInvalid);
  });

  it('is refused before the parser sees it, in words', () => {
    expect(() => profileFrom(filled('['))).toThrow('is nested deeper than 32 levels');
    expect(() => profileFrom(filled('#\n'))).toThrow('it has more than 20000 parts');
  });
});
