import type { HistoryFigures, SampledValue } from '@trackingbms/telemetry';

type Figure = keyof HistoryFigures;

/** Where the roll-up of an hour keeps a field of a reading: its mean, smallest and largest value. */
const figuresOfField: Readonly<Record<string, readonly [Figure, Figure, Figure]>> = {
  packVoltage: ['packVoltageAvg', 'packVoltageMin', 'packVoltageMax'],
  cellVoltageAvg: ['cellVoltageAvg', 'cellVoltageMin', 'cellVoltageMax'],
  packCurrent: ['packCurrentAvg', 'packCurrentMin', 'packCurrentMax'],
  tempAvg: ['tempAvg', 'tempMin', 'tempMax'],
  tempMin: ['tempMin', 'tempMin', 'tempMin'],
  tempMax: ['tempMax', 'tempMax', 'tempMax'],
  cellVoltageMin: ['cellVoltageMin', 'cellVoltageMin', 'cellVoltageMin'],
  cellVoltageMax: ['cellVoltageMax', 'cellVoltageMax', 'cellVoltageMax'],
  socPercent: ['socAvg', 'socMin', 'socMax'],
};

/** Null for a field that hours do not keep, or of which nothing is known. */
export function hourField(figures: HistoryFigures, field: string): SampledValue | null {
  const names = figuresOfField[field];
  if (names === undefined) return null;
  const [avg, min, max] = names.map((name) => figures[name]) as [number | null, number | null, number | null];
  return avg === null || min === null || max === null ? null : { avg, min, max };
}
