/** Where a test wants a value. Written apart from the decoder's code, bit by bit, so that it can judge it. */
export interface WrittenSignal {
  readonly name: string;
  readonly startBit: number;
  readonly length: number;
  readonly intel: boolean;
}

/** Sets the bits of `raw` (its lowest `length` bits), walking as the DBC format describes either order. */
export function writeBits(data: Uint8Array, signal: WrittenSignal, raw: bigint): void {
  const { length, intel } = signal;
  walk(signal).forEach(([byte, bit], step) => {
    const wanted = intel ? BigInt(step) : BigInt(length - 1 - step);
    const mask = 1 << bit;
    const isSet = ((raw >> wanted) & 1n) === 1n;
    data[byte] = isSet ? (data[byte] ?? 0) | mask : (data[byte] ?? 0) & ~mask;
  });
}

/** The bits as pairs of byte and bit, as the file's order goes through them. */
export function walk({ startBit, length, intel }: WrittenSignal): (readonly [byte: number, bit: number])[] {
  const steps: (readonly [number, number])[] = [];
  let byte = startBit >> 3;
  let bit = startBit & 7;
  for (let step = 0; step < length; step += 1) {
    steps.push([byte, bit]);
    bit += intel ? 1 : -1;
    if (bit > 7) [byte, bit] = [byte + 1, 0];
    if (bit < 0) [byte, bit] = [byte + 1, 7];
  }
  return steps;
}
