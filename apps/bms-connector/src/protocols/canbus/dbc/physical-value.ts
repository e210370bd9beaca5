interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

const mostExactPlaces = 22;

/**
 * raw x factor + offset as the double nearest to the exact decimal, so that 1150 x 0.1 is 115; factor and offset count
 * as the decimals that they are written as. A raw float is no decimal: its value is computed in floats.
 */
export function physicalValue(
  factor: number,
  offset: number,
): { ofWhole(raw: number | bigint): number; ofFloat(raw: number): number } {
  const ofFloat = (raw: number): number => (factor === 1 && offset === 0 ? raw : raw * factor + offset);
  const places = Math.max(decimal(factor).places, decimal(offset).places);
  const product = withPlaces(decimal(factor), places);
  const sum = withPlaces(decimal(offset), places);
  const exactly = (raw: number | bigint): number => Number(`${BigInt(raw) * product + sum}e-${places}`);
  if (places > mostExactPlaces) return { ofWhole: exactly, ofFloat };
  const [factorDigits, offsetDigits, power] = [Number(product), Number(sum), Number(`1e${places}`)];
  const ofWhole = (raw: number | bigint): number => {
    const multiplied = Number(raw) * factorDigits;
    const digits = multiplied + offsetDigits;
    const isExact =
      Number.isSafeInteger(multiplied) && Number.isSafeInteger(digits) && typeof raw === 'number';
    return isExact ? digits / power : exactly(raw);
  };
  return { ofWhole, ofFloat };
}

/** Of the shortest text that means the number. */
function decimal(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

const withPlaces = ({ digits, places }: Decimal, wanted: number): bigint =>
  digits * 10n ** BigInt(wanted - places);
