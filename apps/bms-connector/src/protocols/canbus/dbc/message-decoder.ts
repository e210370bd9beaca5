import type { DbcMessage, DbcSignal } from '@trackingbms/device-profiles';
import { physicalValue } from './physical-value.js';
import { bitSlices, readBigInt, readNumber } from './signal-bits.js';

export interface SignalValue {
  readonly signal: DbcSignal;
  /** As it is in the frame: whole, or a float; a bigint where 53 bits are not enough. */
  readonly raw: number | bigint;
  /** In the signal's unit. */
  readonly value: number;
}

interface SignalDecoder {
  readonly signal: DbcSignal;
  /** Bytes that a frame must have. */
  readonly bytes: number;
  readonly raw: (data: Uint8Array) => number | bigint;
  readonly value: (raw: number | bigint) => number;
}

/** Takes one kind of message apart. Never throws: what is not in the data is not in the answer. */
export class MessageDecoder {
  private readonly decoders: ReadonlyMap<string, SignalDecoder>;
  private readonly wanted: readonly SignalDecoder[];

  /** `wanted`: names of the signals that count; all of them where it is left out. */
  constructor(
    readonly message: DbcMessage,
    wanted?: ReadonlySet<string>,
  ) {
    this.decoders = new Map(message.signals.map((signal) => [signal.name, signalDecoder(signal)]));
    this.wanted = [...this.decoders.values()].filter(({ signal }) => wanted?.has(signal.name) ?? true);
  }

  /** The wanted signals that fit in the data and whose selectors let them be there, in the order of the file. */
  decode(data: Uint8Array): SignalValue[] {
    const raws = new Map<string, number | bigint | undefined>();
    const values: SignalValue[] = [];
    for (const { signal, value } of this.wanted) {
      const raw = this.rawOf(signal.name, data, raws);
      if (raw !== undefined) values.push({ signal, raw, value: value(raw) });
    }
    return values;
  }

  private rawOf(
    name: string,
    data: Uint8Array,
    raws: Map<string, number | bigint | undefined>,
  ): number | bigint | undefined {
    if (raws.has(name)) return raws.get(name);
    // Set before its selector is asked for, so that selectors that wait for each other are absent, not endless.
    raws.set(name, undefined);
    const decoder = this.decoders.get(name);
    if (!decoder || data.length < decoder.bytes || !this.isPresent(decoder.signal, data, raws))
      return undefined;
    const raw = decoder.raw(data);
    raws.set(name, raw);
    return raw;
  }

  private isPresent(
    { presentWhen }: DbcSignal,
    data: Uint8Array,
    raws: Map<string, number | bigint | undefined>,
  ): boolean {
    if (!presentWhen) return true;
    const selected = this.rawOf(presentWhen.selector, data, raws);
    return (
      selected !== undefined &&
      presentWhen.ranges.some(([first, last]) => selected >= first && selected <= last)
    );
  }
}

function signalDecoder(signal: DbcSignal): SignalDecoder {
  const slices = bitSlices(signal);
  const physical = physicalValue(signal.factor, signal.offset);
  const isFloat = signal.encoding === 'float' || signal.encoding === 'double';
  return {
    signal,
    bytes: Math.max(...slices.map(({ byte }) => byte)) + 1,
    raw: rawReader(signal, slices),
    value: isFloat ? (raw) => physical.ofFloat(Number(raw)) : physical.ofWhole,
  };
}

const longestExact = 53;

function rawReader(
  { encoding, length }: DbcSignal,
  slices: ReturnType<typeof bitSlices>,
): (data: Uint8Array) => number | bigint {
  const view = new DataView(new ArrayBuffer(8));
  if (encoding === 'float') {
    return (data) => {
      view.setUint32(0, readNumber(data, slices));
      return view.getFloat32(0);
    };
  }
  if (encoding === 'double') {
    return (data) => {
      view.setBigUint64(0, readBigInt(data, slices));
      return view.getFloat64(0);
    };
  }
  if (length > longestExact) {
    const fit = encoding === 'signed' ? BigInt.asIntN : BigInt.asUintN;
    return (data) => fit(length, readBigInt(data, slices));
  }
  if (encoding === 'unsigned') return (data) => readNumber(data, slices);
  const half = 2 ** (length - 1);
  return (data) => {
    const value = readNumber(data, slices);
    return value >= half ? value - 2 * half : value;
  };
}
