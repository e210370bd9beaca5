export const chemistries = ['li-ion', 'lifepo4', 'ncm', 'lco', 'lfp', 'other'] as const;
export type Chemistry = (typeof chemistries)[number];

/** The chemistry under its one name: the specification lists `lifepo4` and `lfp`, which are the same. */
export function canonicalChemistry(chemistry: Chemistry): Exclude<Chemistry, 'lfp'> {
  return chemistry === 'lfp' ? 'lifepo4' : chemistry;
}

/** V per cell. */
export interface CellVoltageRange {
  readonly min: number;
  readonly max: number;
}

/**
 * Working ranges as cell makers publish them (sources in the README). They bound an alert, not a charger: where a
 * data sheet says otherwise, the battery's own limits say so.
 */
const ranges: Readonly<Record<Exclude<Chemistry, 'lfp'>, CellVoltageRange | null>> = {
  'li-ion': { min: 3.0, max: 4.2 },
  lifepo4: { min: 2.5, max: 3.65 },
  ncm: { min: 3.0, max: 4.2 },
  lco: { min: 3.0, max: 4.2 },
  other: null,
};

/** V per cell; null where the chemistry says nothing. */
export const cellVoltageRange = (chemistry: Chemistry): CellVoltageRange | null =>
  ranges[canonicalChemistry(chemistry)];
