import { roundTo, toSteps } from './rounding.js';

export type Elements = readonly (number | null)[];

export interface ElementStatistics {
  readonly min: number | null;
  readonly max: number | null;
  readonly avg: number | null;
}

type Known = { readonly [Key in keyof ElementStatistics]: number };

/** The average is taken of whole steps of the last decimal, so it does not depend on the order of the elements. */
function derived(elements: Elements, decimals: number): Known | null {
  let min = Infinity;
  let max = -Infinity;
  let steps = 0;
  let known = 0;
  for (const element of elements) {
    if (element === null) continue;
    min = Math.min(min, element);
    max = Math.max(max, element);
    steps += toSteps(element, decimals);
    known += 1;
  }
  return known === 0 ? null : { min, max, avg: roundTo(steps / known / 10 ** decimals, decimals) };
}

/**
 * Of cells or sensors. A complete list wins over the device's own figures. Where the list has holes the device may know
 * more: its lowest and highest can widen what the list says, and its mean wins.
 */
export function elementStatistics(
  elements: Elements | null,
  own: ElementStatistics,
  decimals: number,
): ElementStatistics {
  const listed = elements && derived(elements, decimals);
  if (!listed) return own;
  if (!elements.includes(null)) return listed;
  return {
    min: Math.min(own.min ?? listed.min, listed.min),
    max: Math.max(own.max ?? listed.max, listed.max),
    avg: own.avg ?? listed.avg,
  };
}

export function roundedElements(elements: Elements | null | undefined, decimals: number): Elements | null {
  return elements?.map((element) => (element === null ? null : roundTo(element, decimals))) ?? null;
}
