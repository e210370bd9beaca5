/**
 * Twice the integral of the straight line from `left` to `right` over `whole` ms, from its start to `part` ms
 * (0 <= part <= whole). Whole numbers: exact at the end, rounded half away from zero inside, so that what lies on both
 * sides of an edge, the second by subtraction, adds up to the whole to the digit.
 */
export function twiceIntegralUpTo(part: number, left: number, right: number, whole: number): number {
  if (part === whole) return (left + right) * whole;
  return divideProduct(2 * left * whole + (right - left) * part, part, whole);
}

/**
 * The positive part of the same: the line is split where it crosses zero. The negative part is this less
 * `twiceIntegralUpTo`, by subtraction.
 */
export function twicePositiveUpTo(part: number, left: number, right: number, whole: number): number {
  const net = twiceIntegralUpTo(part, left, right, whole);
  if (left >= 0 && right >= 0) return net;
  if (left <= 0 && right <= 0) return 0;
  const start = Math.abs(left);
  const change = start + Math.abs(right);
  const crossed = part * change > start * whole;
  const beforeCrossing = crossed ? divideProduct(start * whole, start, change) : Math.abs(net);
  return left > 0 ? beforeCrossing : beforeCrossing + net;
}

/** a x b / c (c > 0) rounded half away from zero; the product may pass 2^53. */
export function divideProduct(a: number, b: number, c: number): number {
  const product = a * b;
  return Number.isSafeInteger(product)
    ? divide(product, c)
    : Number(divideBig(BigInt(a) * BigInt(b), BigInt(c)));
}

/** Whole numbers, b > 0: a / b rounded half away from zero. */
export function divide(a: number, b: number): number {
  const size = Math.abs(a);
  const rest = size % b;
  const quotient = (size - rest) / b + (2 * rest >= b ? 1 : 0);
  return a < 0 && quotient !== 0 ? -quotient : quotient;
}

export function divideBig(a: bigint, b: bigint): bigint {
  const size = a < 0n ? -a : a;
  const quotient = (2n * size + b) / (2n * b);
  return a < 0n ? -quotient : quotient;
}
