import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PageCursor } from './page-cursor.js';

const cursor = new PageCursor('batteries', { name: 'string', id: 'integer' });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('PageCursor', () => {
  it('gives back every position', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.maxSafeInteger(), (name, id) => {
        expect(cursor.decode(cursor.encode({ name, id }))).toEqual({ name, id });
      }),
    );
  });

  it('refuses whatever is not a cursor, and never with anything but a problem', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (text) => {
          expect(() => cursor.decode(text)).toThrow('CURSOR.INVALID');
        },
      ),
    );
  });

  it.each([
    ['of another list', ['locations', 'a', 1]],
    ['of another shape', ['batteries', 1, 'a']],
    ['too short', ['batteries', 'a']],
    ['too long', ['batteries', 'a', 1, 2]],
    ['with a fraction for a whole number', ['batteries', 'a', 1.5]],
    ['with an object for a text', ['batteries', {}, 1]],
  ])('refuses a cursor %s', (_name, value) => {
    expect(() => cursor.decode(encode(value))).toThrow('CURSOR.INVALID');
  });
});
