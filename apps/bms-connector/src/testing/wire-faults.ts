/** From 0 up to but not including 1. */
export type Random = () => number;

/** What goes out in place of a message, one step after the other. `reset` and `end` are of the connector's connection. */
export type Step = { readonly bytes: Buffer; readonly afterMilliseconds?: number } | 'reset' | 'end';

/** What becomes of one message on its way. */
export type WireFault = (message: Buffer, random: Random) => readonly Step[];
export type WireFaults = Readonly<Record<string, WireFault>>;

const longestDelayMilliseconds = 120;
const longestEchoMilliseconds = 10;
const longestGarbage = 12;

/** The same seed gives the same numbers (an xorshift of 32 bits, after Marsaglia 2003). */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export const below = (end: number, random: Random): number => Math.floor(random() * end);

/** Without zeros: two of them could pass for the protocol's number in a header of Modbus TCP. */
const garbage = (random: Random): Buffer =>
  Buffer.from(Array.from({ length: 1 + below(longestGarbage, random) }, () => 1 + below(255, random)));

const joined = (...parts: readonly Buffer[]): readonly Step[] => [{ bytes: Buffer.concat(parts) }];

/** Faults that a protocol notices without any sum, by the lengths and numbers in its frames. */
export const faultsOfTheLine: WireFaults = {
  silence: () => [],
  'a reset': () => ['reset'],
  'an end': () => ['end'],
  'a part and a reset': (message, random) => [
    { bytes: message.subarray(0, below(message.length, random)) },
    'reset',
  ],
  'a cut': (message, random) => joined(message.subarray(0, below(message.length, random))),
  'a byte lost': (message, random) => {
    const at = below(message.length, random);
    return joined(message.subarray(0, at), message.subarray(at + 1));
  },
  'a delay': (message, random) => [
    { bytes: message, afterMilliseconds: below(longestDelayMilliseconds, random) },
  ],
  'twice the same': (message, random) => [
    { bytes: message },
    { bytes: message, afterMilliseconds: below(longestEchoMilliseconds, random) },
  ],
  'garbage before': (message, random) => joined(garbage(random), message),
  'garbage after': (message, random) => joined(message, garbage(random)),
  'bytes one at a time': (message) => [...message].map((byte) => ({ bytes: Buffer.of(byte) })),
};

/** Turns over one to three bits of the first bytes of a message: as many as every CRC of 16 bits here must notice. */
export const bitsTurned =
  (bytes = Infinity): WireFault =>
  (message, random) => {
    const wrong = Buffer.from(message);
    const places = new Set(
      Array.from({ length: 1 + below(3, random) }, () => below(8 * Math.min(bytes, wrong.length), random)),
    );
    for (const place of places)
      wrong.writeUInt8(wrong.readUInt8(place >> 3) ^ (1 << (place & 7)), place >> 3);
    return [{ bytes: wrong }];
  };
