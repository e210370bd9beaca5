import { describe, expect, it } from '@jest/globals';
import { profileFrom } from '@trackingbms/device-profiles/testing';
import { decoderOf } from './payload-decoder.js';
import { memberAt } from './json-pointer.js';

const decoder = (lines: string) =>
  decoderOf(
    profileFrom(`
profile: a-maker
version: 1
title: A maker
protocol: push
transports: [http]
${lines}`),
  );
const voltage = decoder(`
currentSign: { positive: discharging }
fields:
  packVoltage: { from: [{ pointer: /fine/v }, { pointer: /v }], scale: 0.1, absent: [65535] }
  packCurrent: { from: { pointer: /i } }
  cellVoltages: { from: { pointer: '/c{n}', repeat: { count: 4, first: 1 } } }
  temperatures: { from: { pointer: /t } }
  balancingActive: { from: { pointer: /b }, nonZero: true }
  operationMode: { from: { pointer: /m }, values: { '1': charging, run: idle } }
`);
const decode = (payload: object) => voltage.decode(payload, undefined);

describe('a JSON pointer', () => {
  const document = { a: { 'b/c': [10, { '~': 'x' }] }, '': 1, constructor: 2 };

  it.each([
    ['/a/b~1c/0', 10],
    ['/a/b~1c/1/~0', 'x'],
    ['/', 1],
    ['/constructor', 2],
  ])('%s leads to a member', (pointer, value) => {
    expect(memberAt(pointer)(document)).toBe(value);
  });

  it.each([
    '/b',
    '/a/b~1c/2',
    '/a/b~1c/-',
    '/a/b~1c/00',
    '/a/b~1c/length',
    '/toString',
    '/a/__proto__',
    '/x/y',
  ])('%s leads nowhere', (pointer) => {
    expect(memberAt(pointer)(document)).toBeUndefined();
  });
});

describe('a pushed value', () => {
  it.each([
    ['a number', 528, 52.8],
    ['a number that was written as a text', '528.0', 52.8],
    ['null', null, null],
    ['a text that says that there is none', 'NaN', null],
    ['an empty text', '', null],
    ['what the profile calls absent', 65_535, null],
  ])('may be %s', (_, v, packVoltage) => {
    expect(decode({ v })).toMatchObject({ packVoltage, setAside: [] });
  });

  it.each([
    ['a text', 'high', 'high'],
    ['a switch', true, 'true'],
    ['more than a number can be', 1e999, 'Infinity'],
    ['several', [1, 2], '[1,2]'],
  ])('that is %s is set aside and not stored', (_, v, value) => {
    expect(decode({ v })).toMatchObject({
      packVoltage: null,
      setAside: [{ field: 'packVoltage', value, reason: 'NOT_A_NUMBER' }],
    });
  });

  it('that is missing or an object is not known', () => {
    expect(decode({ t: {} })).toMatchObject({ packVoltage: null, temperatures: null, setAside: [] });
  });

  it('comes from the first pointer that leads to one', () => {
    expect(decode({ v: 500, fine: { v: 528 } })).toMatchObject({ packVoltage: 52.8 });
    expect(decode({ v: 500, fine: { v: null } })).toMatchObject({ packVoltage: 50 });
  });

  it('is a list when it is an array, or when its pointer is repeated', () => {
    const decoded = decode({ t: [20, null, 'x'], c2: 3.2, c3: '3.3', c9: 1 });
    expect(decoded).toMatchObject({
      temperatures: [20, null, null],
      cellVoltages: [null, 3.2, 3.3],
      setAside: [{ field: 'temperatures[2]', value: 'x' }],
    });
  });

  it('has the sign of the profile, or of the battery’s setting', () => {
    expect(decode({ i: 5 })).toMatchObject({ packCurrent: -5 });
    expect(voltage.decode({ i: 5 }, 'charging')).toMatchObject({ packCurrent: 5 });
  });

  it('of a state is looked up, and a text is no switch', () => {
    expect(decode({ m: 1, b: 2 })).toMatchObject({ operationMode: 'charging', balancingActive: true });
    expect(decode({ m: 'run', b: '0' })).toMatchObject({ operationMode: 'idle', balancingActive: false });
    expect(decode({ m: 'walk', b: 'off' })).toMatchObject({ operationMode: null, balancingActive: null });
  });
});

describe('the time of a pushed reading', () => {
  const timeOf = (unit: string, t: unknown) =>
    decoder(`
push: { timestamp: { pointer: /t, unit: ${unit} } }
currentSign: { positive: charging }
fields: { packVoltage: { from: { pointer: /v } } }
`).timeOf({ t });
  const noon = Date.UTC(2026, 5, 1, 12);

  it.each([
    ['rfc3339', '2026-06-01T12:00:00Z', noon],
    ['rfc3339', '2026-06-01t07:00:00.5-05:00', noon + 500],
    ['seconds', noon / 1_000, noon],
    ['seconds', String(noon / 1_000 + 0.25), noon + 250],
    ['milliseconds', noon, noon],
    ['milliseconds', undefined, undefined],
    ['rfc3339', null, undefined],
  ])('in %s from %s', (unit, written, time) => {
    expect(timeOf(unit, written)).toBe(time);
  });

  it.each([
    ['rfc3339', '2026-06-01T12:00:00'],
    ['rfc3339', '2026-02-30T12:00:00Z'],
    ['rfc3339', '2026-06-01'],
    ['rfc3339', noon],
    ['seconds', 'soon'],
    ['seconds', 1e300],
    ['milliseconds', true],
    ['milliseconds', [noon]],
  ])('in %s is none when it is %s', (unit, written) => {
    expect(timeOf(unit, written)).toBeNull();
  });
});

describe('codes that a reading lists', () => {
  const codes = decoder(`
push: { faultCodes: /faults }
currentSign: { positive: charging }
fields: { packVoltage: { from: { pointer: /v } } }
bitFields:
  - from: { pointer: /flags }
    bits: { 0: { code: FUSE_BLOWN, severity: fault }, 1: { code: LOW_SOC, severity: warning } }
`);

  it('stand beside those of bits, each once', () => {
    expect(codes.decode({ faults: ['OVER_HEAT', 'FUSE_BLOWN'], flags: 3 }, undefined)).toMatchObject({
      faultCodes: ['FUSE_BLOWN', 'OVER_HEAT'],
      warningCodes: ['LOW_SOC'],
    });
  });

  it('are unknown without a list, and none with an empty one', () => {
    expect(codes.decode({ faults: 'OVER_HEAT' }, undefined)).toMatchObject({ faultCodes: null });
    expect(codes.decode({ faults: [] }, undefined)).toMatchObject({ faultCodes: [] });
  });

  it('are set aside when they are none, whatever they are made of', () => {
    let deep: unknown[] = [];
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(codes.decode({ faults: ['over heat', deep] }, undefined)).toMatchObject({
      faultCodes: [],
      setAside: [
        { field: 'faultCodes[0]', value: 'over heat', reason: 'NOT_A_CODE' },
        { field: 'faultCodes[1]', value: 'object', reason: 'NOT_A_CODE' },
      ],
    });
  });
});
