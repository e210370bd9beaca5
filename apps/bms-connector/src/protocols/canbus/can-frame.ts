/** A data frame that was on the bus. Remote and error frames carry no values and become none. */
export interface CanFrame {
  /** 11 or 29 bits. */
  readonly id: number;
  readonly extended: boolean;
  /** 0 to 8 bytes, up to 64 of CAN FD. */
  readonly data: Uint8Array;
}

const hexadecimal = /^(?:[0-9A-Fa-f]{2})*$/;
const largestStandardId = 0x7ff;
const largestExtendedId = 0x1fff_ffff;
const longestData = 64;

/** What stands before the data in a line of `candump`: `355#`, or `18FF50E5#` where the id has 29 bits. */
export const frameName = ({ id, extended }: CanFrame): string =>
  `${id
    .toString(16)
    .toUpperCase()
    .padStart(extended ? 8 : 3, '0')}#`;

/** A frame from its texts: three digits are an id of 11 bits, eight one of 29. Undefined where they cannot be one. */
export function frameFromHex(idText: string, dataText: string): CanFrame | undefined {
  const extended = idText.length === 8;
  const id = Number.parseInt(idText, 16);
  const isId = /^(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})$/.test(idText);
  if (!isId || id > (extended ? largestExtendedId : largestStandardId)) return undefined;
  if (!hexadecimal.test(dataText) || dataText.length > 2 * longestData) return undefined;
  // A buffer of its own size: one from the pool would keep its neighbours alive.
  return { id, extended, data: new Uint8Array(Buffer.from(dataText, 'hex')) };
}
