import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { masterKeyFrom } from './master-key.js';

const drawn = Buffer.from([...Array(32).keys()].map((index) => (index * 73 + 11) % 256)).toString('base64');

describe('the master key', () => {
  it('is read from base64, with or without the end of line', () => {
    expect(masterKeyFrom(`${drawn}\n`)).toEqual(masterKeyFrom(drawn));
    expect(masterKeyFrom(drawn).bytes).toHaveLength(32);
  });

  it('has an id that tells keys apart and does not tell the key', () => {
    const other = masterKeyFrom(randomBytes(32).toString('base64'));
    expect(other.id).toMatch(/^[0-9a-f]{12}$/);
    expect(other.id).not.toBe(masterKeyFrom(drawn).id);
  });

  it.each([
    ['too short', Buffer.alloc(16, 7).toString('base64')],
    ['no base64', 'not a key at all, but of some length!!!!!!!!'],
    ['nothing', ''],
    ['zeros', Buffer.alloc(32).toString('base64')],
    ['a pattern', Buffer.from('0123456701234567012345670123456701234567'.slice(0, 32)).toString('base64')],
  ])('refuses %s', (_what, content) => {
    expect(() => masterKeyFrom(content)).toThrow('MASTER_KEY_FILE');
  });
});
