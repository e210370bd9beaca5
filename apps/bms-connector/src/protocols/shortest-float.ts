/** A float of 32 bits as the shortest decimal that means it: 3.3 and not 3.299999952316284. Null: no finite number. */
export function shortestFloat(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return Number(value.toPrecision(9));
}
