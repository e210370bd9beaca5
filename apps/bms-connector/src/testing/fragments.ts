import fc from 'fast-check';

/** Ways to cut bytes into chunks: by the places of the cuts. */
export const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

/** The bytes in pieces; empty pieces are left out. */
export function cutInto(bytes: Buffer, places: readonly number[]): Buffer[] {
  const offsets = [0, ...places.map((place) => Math.floor(place * bytes.length)), bytes.length].sort(
    (a, b) => a - b,
  );
  return offsets
    .slice(1)
    .map((end, index) => bytes.subarray(offsets[index], end))
    .filter((piece) => piece.length > 0);
}
