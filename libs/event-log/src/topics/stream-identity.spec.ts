import { expect, it } from '@jest/globals';
import { streamIdentity } from './stream-identity.js';

it('is a UUIDv5 that never changes: it is in the checkpoints', () => {
  expect(streamIdentity('4L6g3nShT-eMCtK--X86sw', 'readings')).toMatchInlineSnapshot(
    `"136bbd28-e9b5-585e-bd56-ff18e5245944"`,
  );
});

it('differs by cluster and by topic', () => {
  const identities = [streamIdentity('a', 'x'), streamIdentity('a', 'y'), streamIdentity('b', 'x')];
  expect(new Set(identities).size).toBe(3);
});
