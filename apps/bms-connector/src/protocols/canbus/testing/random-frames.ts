import fc from 'fast-check';
import type { CanFrame } from '../can-frame.js';

export const anyFrame: fc.Arbitrary<CanFrame> = fc
  .tuple(fc.boolean(), fc.nat(0x1fff_ffff), fc.uint8Array({ maxLength: 8 }))
  .map(([extended, id, data]) => ({ id: extended ? id : id & 0x7ff, extended, data: new Uint8Array(data) }));

export const idText = ({ id, extended }: CanFrame): string =>
  id
    .toString(16)
    .toUpperCase()
    .padStart(extended ? 8 : 3, '0');

export const dataText = ({ data }: CanFrame): string => Buffer.from(data).toString('hex').toUpperCase();

/** What may stand between messages: any bytes, and the very bytes that the protocol is made of. */
export const noiseOf = (alphabet: string): fc.Arbitrary<Buffer> =>
  fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .array(fc.constantFrom(...alphabet), { maxLength: 40 })
      .map((characters) => Buffer.from(characters.join(''), 'latin1')),
  );
