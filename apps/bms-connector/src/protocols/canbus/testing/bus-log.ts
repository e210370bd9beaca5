import { CandumpFramer } from '../framers/candump-framer.js';
import type { CanFrame } from '../can-frame.js';

/** Frames written the way people quote them: `351#1402740E 355#1A006400`. */
export const framesOf = (text: string): CanFrame[] => new CandumpFramer().push(Buffer.from(linesOf(text)));

/** The same as a log of candump. */
export const linesOf = (text: string): string =>
  text
    .trim()
    .split(/\s+/)
    .map((frame, index) => `(1700000000.${String(index).padStart(6, '0')}) can0 ${frame}\n`)
    .join('');

/** The same as what socketcand sends once it is in raw mode. */
export const socketcandOf = (text: string): string =>
  framesOf(text)
    .map(({ id, data }) => `< frame ${id.toString(16).padStart(3, '0')} 1700000000.5 ${hex(data)} >`)
    .join('');

/** The same as SLCAN lines. */
export const slcanOf = (text: string): string =>
  framesOf(text)
    .map(({ id, data }) => `t${id.toString(16).padStart(3, '0')}${data.length}${hex(data)}\r`)
    .join('');

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex').toUpperCase();

/** A public capture of a Pylontech battery. */
export const pylontechCapture =
  '351#1402740E740ECC01 355#1A006400 356#4e1302030405 359#000000000A504E 35C#C000 35E#50594C4F4E202020';
