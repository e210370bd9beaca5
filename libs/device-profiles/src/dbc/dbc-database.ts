export type ByteOrder = 'intel' | 'motorola';
/** How a signal's bits are a number: two's complement where it is signed, or IEEE 754 of 32 or 64 bits. */
export type SignalEncoding = 'unsigned' | 'signed' | 'float' | 'double';

/** A multiplexed signal is there only while its selector's raw value is in one of the ranges, ends included. */
export interface SignalCondition {
  readonly selector: string;
  readonly ranges: readonly (readonly [number, number])[];
}

export interface DbcSignal {
  readonly name: string;
  /** As written in the file: the lowest bit of an Intel signal, the highest of a Motorola one. */
  readonly startBit: number;
  /** Bits, 1 to 64. */
  readonly length: number;
  readonly byteOrder: ByteOrder;
  readonly encoding: SignalEncoding;
  /** Physical value = raw x factor + offset, in `unit`. */
  readonly factor: number;
  readonly offset: number;
  /** As written; many files leave both at 0 where they mean "no limit", so nothing is refused by them. */
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
  readonly presentWhen?: SignalCondition;
  /** Words of an enumeration by raw value. */
  readonly words: ReadonlyMap<number, string>;
}

export interface DbcMessage {
  /** 11 or 29 bits, without the file's mark for the latter. */
  readonly id: number;
  readonly extended: boolean;
  readonly name: string;
  /** Bytes. A device may send fewer: the signals that do not fit are absent then. */
  readonly length: number;
  readonly signals: readonly DbcSignal[];
}

export interface DbcDatabase {
  readonly messages: readonly DbcMessage[];
}
