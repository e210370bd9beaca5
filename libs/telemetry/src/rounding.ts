/** Rounds half away from zero as a DECIMAL column does; a value one unit in the last place below a half counts as the half. */
export function roundTo(value: number, decimals: number): number {
  const factor = factors[decimals] ?? 10 ** decimals;
  const rounded = Math.floor(Math.abs(value) * factor * (1 + 2 ** -50) + 0.5) / factor;
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

const factors: readonly number[] = [1, 10, 100, 1000];

/** Whole steps of 10^-decimals in a value that has been rounded to as many decimals. */
export function toSteps(value: number, decimals: number): number {
  const steps = Math.round(value * (factors[decimals] ?? 10 ** decimals));
  return steps === 0 ? 0 : steps;
}
