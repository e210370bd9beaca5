import { describe, expect, it } from '@jest/globals';
import { DeviceRanges, isRange } from './device-ranges.js';

const ranges = DeviceRanges.parse(['10.1.0.0/16', '127.0.0.1/32', 'fd00::/8']);

describe('the ranges of an operator', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['127.0.0.1', '127.0.0.1'],
    ['fd12::1', 'fd12::1'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
  ])('admit %s', (address, dialled) => {
    expect(ranges.admitted(address)).toBe(dialled);
  });

  it.each([
    '10.2.0.1',
    '127.0.0.2',
    '169.254.169.254',
    '::1',
    '::ffff:10.2.0.1',
    '0x0a.1.2.3',
    '012.1.2.3',
    '10.1.770',
    '167837955',
    'fd12::1%eth0',
    'localhost',
    'battery.example.com',
    '',
  ])('refuse %s', (address) => {
    expect(ranges.admitted(address)).toBeUndefined();
  });

  it('refuse everything when there are none', () => {
    expect(DeviceRanges.parse([]).admitted('127.0.0.1')).toBeUndefined();
  });

  it.each([
    ...['10.1.0.0', '10.1.0.0/33', '10.1/16', 'all', '::/129', '010.0.0.0/8'],
    ...[
      '@10.1.0.0/16',
      '0@10.1.0.0/16',
      'a@10.1.0.0/16',
      '3@4@10.1.0.0/16',
      '3@',
      '-3@10.1.0.0/16',
      '3@10.1.0.0',
    ],
  ])('are not made of %s', (text) => {
    expect(isRange(text)).toBe(false);
    expect(() => DeviceRanges.parse([text])).toThrow(RangeError);
  });
});

describe('a range that is bound to a client', () => {
  const shared = DeviceRanges.parse([
    ...['10.0.0.0/8', '3@10.3.0.0/16', '4@10.3.4.0/24', '5@10.3.4.0/24', '6@fd00::/8'],
  ]);
  const reaches = (address: string) =>
    [undefined, 2, 3, 4, 5, 6].filter((tenant) => shared.admitted(address, tenant) !== undefined);

  it.each([
    ['is theirs alone, though a range for everybody is around it', '10.3.0.1', [3]],
    ['may lie within another client’s, which then ends there, and be that of several', '10.3.4.1', [4, 5]],
    ['takes nothing from those beside it', '10.4.0.1', [undefined, 2, 3, 4, 5, 6]],
    ['opens what is open to nobody else', 'fd00::1', [6]],
    ['opens nothing beside it', '11.0.0.1', []],
    ['cannot be passed by another way to write an address', '::ffff:10.3.0.1', [3]],
  ])('%s', (_, address, clients) => {
    expect(reaches(address)).toEqual(clients);
  });
});
