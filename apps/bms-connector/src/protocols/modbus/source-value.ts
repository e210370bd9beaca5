import type { RegisterSource } from '@trackingbms/device-profiles';
import type { RawScalar } from '../raw-value.js';
import { registersPer, registerValue } from './register-values.js';

/** Registers (or coils) that one value of the source takes. */
export const lengthOf = ({ type, length }: RegisterSource): number =>
  type === 'bits' || type === 'string' ? (length ?? 1) : registersPer(type);

/** One value of the source from as many registers as it takes; null where they hold none. */
export function sourceValue(source: RegisterSource, registers: Uint16Array): RawScalar {
  if (source.type === 'bits') return registers.reduce((sum, bit, place) => sum + (bit ? 2 ** place : 0), 0);
  const ordered = source.byteOrder === 'low-first' ? registers.map(swapped) : registers;
  if (source.type === 'string') return text(ordered);
  const value = registerValue(ordered, source.type, source.wordOrder);
  if (value === null || source.bit === undefined) return value;
  return Math.floor(value / 2 ** source.bit) % 2 ** (source.width ?? 1);
}

const swapped = (register: number): number => ((register & 0xff) << 8) | (register >> 8);

/** Up to the first zero byte; null when nothing but blanks is there. */
function text(registers: Uint16Array): string | null {
  const characters = Array.from(registers, (register) => String.fromCharCode(register >> 8, register & 0xff));
  const [upToZero = ''] = characters.join('').split('\0');
  return upToZero.trim() || null;
}
