import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDbc } from './parse-dbc.js';

const whole = `VERSION "made; with \\"care\\""

NS_ :
	NS_DESC_
	CM_
	BA_DEF_
	VAL_
	SG_MUL_VAL_

BS_: 500000 : 1,2

BU_: BMS Inverter
     Gateway
VAL_TABLE_ OnOff 1 "on" 0 "off" ;

BO_ 849 Limits: 8 BMS
 SG_ ChargeVoltage : 0|16@1+ (0.1,0) [0|6553.5] "V" Inverter,Gateway
 SG_ ChargeCurrent : 16|16@1- (0.1,0) [-3276.8|3276.7] "A" Vector__XXX
 SG_ Mode : 32|2@1+ (1,0) [0|3] ""

BO_ 2566853141 Wide : 8 Vector__XXX
	SG_ Kind M : 7|8@0+ (1,0) [0|0] "" X
	SG_ A m0 : 15|12@0- (1E-2,-40) [-1e3|1e3] "degC" X

BO_ 3221225472 VECTOR__INDEPENDENT_SIG_MSG: 0 Vector__XXX
 SG_ Loose : 0|8@1+ (1,0) [0|0] "" Vector__XXX

BO_TX_BU_ 849 : BMS,Gateway;
EV_ Env1: 0 [0|0] "" 0 2 DUMMY_NODE_VECTOR0 Vector__XXX;
CM_ "BO_ 1 in a comment; with ""
;
CM_ SG_ 849 Mode "several
lines; SG_ x";
BA_DEF_ SG_ "GenSigStartValue" FLOAT 0 100;
BA_DEF_DEF_ "GenSigStartValue" 0;
BA_ "GenSigStartValue" SG_ 849 Mode 1;
SIG_GROUP_ 849 Group 1 : ChargeVoltage ChargeCurrent;
VAL_ Env1 0 "zero" ;
VAL_ 849 Mode 0 "off" 1 "on" -1 "none" ;
VAL_ 849 Nobody 0 "x";
`.replace('with ""', 'with "');

describe('reading a DBC text', () => {
  const { messages } = parseDbc(whole);

  it('takes messages and signals as they are written', () => {
    expect(messages.map(({ id, extended, name, length }) => [id, extended, name, length])).toEqual([
      [849, false, 'Limits', 8],
      [0x18ff1215, true, 'Wide', 8],
    ]);
    expect(messages[0]?.signals[1]).toEqual({
      name: 'ChargeCurrent',
      startBit: 16,
      length: 16,
      byteOrder: 'intel',
      encoding: 'signed',
      factor: 0.1,
      offset: 0,
      minimum: -3276.8,
      maximum: 3276.7,
      unit: 'A',
      words: new Map(),
    });
    expect(messages[1]?.signals[1]).toMatchObject({
      byteOrder: 'motorola',
      factor: 0.01,
      offset: -40,
      presentWhen: { selector: 'Kind', ranges: [[0, 0]] },
    });
  });

  it('knows the words of an enumeration', () => {
    expect([...(messages[0]?.signals[2]?.words ?? [])]).toEqual([
      [0, 'off'],
      [1, 'on'],
      [-1, 'none'],
    ]);
  });

  const bo = 'BO_ 1 A: 8 X\n';
  it.each([
    ['a signal outside', 'SG_ S : 0|8@1+ (1,0) [0|0] "" X', 1, 'outside'],
    ['a word for a number', `${bo}SG_ S : zero|8@1+ (1,0) [0|0] "" X`, 2, "start bit expected, found 'zero'"],
    ['a third byte order', `${bo}\nSG_ S : 0|8@2+ (1,0) [0|0] "" X`, 3, 'byte order'],
    ['no sign', `${bo}SG_ S : 0|8@1 (1,0) [0|0] "" X`, 2, "'+' or '-'"],
    ['no bits', `${bo}SG_ S : 0|0@1+ (1,0) [0|0] "" X`, 2, '0 bits'],
    ['too many bits', `${bo}SG_ S : 0|65@1+ (1,0) [0|0] "" X`, 2, '65 bits'],
    ['bits outside', `${bo}SG_ S : 60|8@1+ (1,0) [0|0] "" X`, 2, 'does not fit in 8 bytes'],
    ['Motorola bits outside', `${bo}SG_ S : 58|8@0+ (1,0) [0|0] "" X`, 2, 'does not fit'],
    ['a number beyond all', `${bo}SG_ S : 0|8@1+ (1e999,0) [0|0] "" X`, 2, 'out of range'],
    ['a twin signal', `${bo}${'SG_ S : 0|8@1+ (1,0) [0|0] "" X\n'.repeat(2)}`, 3, 'twice'],
    ['a twin message', `${bo}\n${bo}`, 3, 'message id 1 is there twice'],
    ['too large an id', 'BO_ 2048 A: 8 X', 1, 'more bits'],
    ['too large an extended id', 'BO_ 3758096384 A: 8 X', 1, 'more bits'],
    ['no selector', `${bo}SG_ S m1 : 0|8@1+ (1,0) [0|0] "" X`, 2, 'selecting signal'],
    ['a float of 16 bits', `${bo}SG_ S : 0|16@1+ (1,0) [0|0] "" X\nSIG_VALTYPE_ 1 S : 1;`, 2, 'float of 16'],
    [
      'a selector that selects nothing',
      `${bo}SG_ S : 0|8@1+ (1,0) [0|0] "" X\nSG_MUL_VAL_ 1 S T 0-1;`,
      3,
      'T is no',
    ],
    ['a range backwards', 'SG_MUL_VAL_ 1 S T 3-1;', 1, 'ends before'],
    ['an open string', '\n\nVERSION "abc', 3, 'never closed'],
    ['an open statement', '\nCM_ "x"', 2, 'never ended'],
    ['no DBC at all', '{"json": true}', 1, 'a statement expected'],
    ['a cut file', `${bo}SG_ S : 0|8@`, 2, 'the end of the file'],
  ])('refuses %s with its line', (_, text, line, problem) => {
    expect(() => parseDbc(text)).toThrow(expect.objectContaining({ name: 'DbcInvalid', line }));
    expect(() => parseDbc(text)).toThrow(problem);
  });

  it('refuses a text that is too long unread', () => {
    expect(() => parseDbc(' '.repeat(8 * 1024 * 1024 + 1))).toThrow('longer than');
  });

  it('answers or refuses, and nothing else, whatever is cut out of or put into a file', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('"', ';', 'SG_ ', 'BO_ 7 ', 'M', '\\"', '-', '1e999'),
    );
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(80), piece, (at, cut, put) => {
        const text = whole.slice(0, at) + put + whole.slice(at + cut);
        try {
          parseDbc(text);
        } catch (error) {
          expect((error as Error).name).toBe('DbcInvalid');
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('reads a large file in time that grows with its length', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `SG_ S${index} m3 : 8|8@1+ (1,0) [0|0] "" X`);
    const text = `${bo}SG_ Kind M : 0|8@1+ (1,0) [0|0] "" X\n${lines.join('\n')}`;
    expect(parseDbc(text).messages[0]?.signals).toHaveLength(20_001);
  });
});
