const largestExactPower = 15;

/** `raw` x 10^`power` as the double nearest to the exact decimal, so that 1150 tenths are 115 and not 115.00000000000001. */
export function shifted(raw: number, power: number): number {
  return power < 0 ? raw / 10 ** -power : raw * 10 ** power;
}

/** `raw` x `scale` + `offset`, computed in whole numbers where all three are short decimals. */
export function linear(raw: number, scale: number, offset: number): number {
  if (scale === 1 && offset === 0) return raw;
  const rawPlaces = decimalPlaces(raw);
  const places = Math.max(rawPlaces + knownPlaces(scale), knownPlaces(offset));
  if (places > largestExactPower) return raw * scale + offset;
  const product = mantissa(raw, rawPlaces) * mantissa(scale, places - rawPlaces);
  const sum = product + mantissa(offset, places);
  return Number.isSafeInteger(sum) ? sum / 10 ** places : raw * scale + offset;
}

const placesOfScales = new Map<number, number>();

/** Profiles have few scales and offsets, and each is used for every reading. */
function knownPlaces(scale: number): number {
  const known = placesOfScales.get(scale) ?? decimalPlaces(scale);
  placesOfScales.set(scale, known);
  return known;
}

const mantissa = (value: number, places: number): number => Math.round(value * 10 ** places);

function decimalPlaces(value: number): number {
  // Nearly every raw value is whole, and writing a number down is slow.
  if (Number.isSafeInteger(value)) return 0;
  const [digits = '', exponent = '0'] = String(value).split('e');
  const fraction = digits.split('.')[1]?.length ?? 0;
  return Math.max(0, fraction - Number(exponent));
}
