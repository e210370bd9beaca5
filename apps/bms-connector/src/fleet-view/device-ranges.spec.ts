import { describe, expect, it } from '@jest/globals';
import { DeviceRanges } from './device-ranges.js';

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

  it.each(['10.1.0.0', '10.1.0.0/33', '10.1/16', 'all', '::/129', '010.0.0.0/8'])(
    'are not made of %s',
    (text) => {
      expect(() => DeviceRanges.parse([text])).toThrow(RangeError);
    },
  );
});
