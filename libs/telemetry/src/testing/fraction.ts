/** An exact rational number for proofs; the denominator is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const fraction = (numerator: bigint | number, denominator: bigint | number = 1n): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});

export const sum = (one: Fraction, other: Fraction): Fraction =>
  fraction(
    one.numerator * other.denominator + other.numerator * one.denominator,
    one.denominator * other.denominator,
  );

export const product = (one: Fraction, other: Fraction): Fraction =>
  fraction(one.numerator * other.numerator, one.denominator * other.denominator);

export const difference = (one: Fraction, other: Fraction): Fraction =>
  sum(one, product(other, fraction(-1)));

/** Whether |one - other| <= bound. */
export function within(one: Fraction, other: Fraction, bound: Fraction): boolean {
  const { numerator, denominator } = difference(one, other);
  const size = numerator < 0n ? -numerator : numerator;
  return size * bound.denominator <= bound.numerator * denominator;
}

/** To a whole number, halves away from zero. */
export function roundedHalfAway({ numerator, denominator }: Fraction): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const whole = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -whole : whole;
}
