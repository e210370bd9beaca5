import type { DeviceProfile, Expectation, FieldSource } from '@trackingbms/device-profiles';
import type { Reading } from '@trackingbms/telemetry';
import type { RawValue } from '../../protocols/raw-value.js';
import type { SourceAnswer, TrialSuccess } from '../trial/trial-outcome.js';

export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** What speaks for a profile (`+`) or against it (`-`). */
export type Evidence =
  | 'NAMES_ITSELF'
  | 'SOUND_FRAMES'
  | 'MARK_FOUND'
  | 'CELLS_ADD_UP'
  | 'VALUES_IN_DOUBT'
  | 'OTHERS_FIT_TOO'
  | 'NO_VOLTAGE'
  | 'OTHER_VALUES';

export type Recognised =
  | { readonly type: 'like'; readonly confidence: Confidence; readonly evidence: readonly Evidence[] }
  | { readonly type: 'unlike'; readonly evidence: readonly Evidence[] };

/** Whether what was read is that of a device of the profile, and how sure that is. */
export function recognise(
  profile: DeviceProfile,
  transport: string,
  { reading, suspicions, raw }: Pick<TrialSuccess, 'reading' | 'suspicions' | 'raw'>,
): Recognised {
  const expectations = profile.detect?.expect ?? [];
  const rawOf = (source: FieldSource) => raw.find((answer) => answer.source === source)?.value;
  if (!hasVoltage(reading)) return { type: 'unlike', evidence: ['NO_VOLTAGE'] };
  if (!expectations.every((each) => holds(each, reading, rawOf))) {
    return { type: 'unlike', evidence: ['OTHER_VALUES'] };
  }
  const doubts = suspicions.length + (reading.setAside?.length ?? 0);
  const found: readonly (readonly [Evidence, boolean])[] = [
    ['NAMES_ITSELF', raw.some(namesItself)],
    ['SOUND_FRAMES', profile.protocol === 'serial' || transport === 'rtu-tcp'],
    ['MARK_FOUND', expectations.some(({ equals }) => equals !== undefined)],
    ['CELLS_ADD_UP', cellsAddUp(reading, suspicions)],
    ['VALUES_IN_DOUBT', doubts > 0],
  ];
  const evidence = found.filter(([, holds]) => holds).map(([each]) => each);
  return { type: 'like', confidence: confidenceOf(evidence, doubts), evidence };
}

const weights: Readonly<Partial<Record<Evidence, number>>> = {
  NAMES_ITSELF: 2,
  SOUND_FRAMES: 1,
  MARK_FOUND: 1,
  CELLS_ADD_UP: 1,
};

function confidenceOf(evidence: readonly Evidence[], doubts: number): Confidence {
  const weight = evidence.reduce((sum, each) => sum + (weights[each] ?? 0), 0) - doubts;
  if (weight >= 2) return 'high';
  return weight === 1 ? 'medium' : 'low';
}

/** Names and models are the device's own words; registers and bytes could be anybody's. */
const namesItself = ({ source, value }: SourceAnswer): boolean =>
  value !== undefined && value !== null && ('path' in source || 'model' in source || 'signal' in source);

/** V: a battery without any is none. */
const hasVoltage = ({ packVoltage, cellVoltages }: Reading): boolean =>
  (packVoltage ?? 0) >= 1 || (cellVoltages ?? []).some((cell) => (cell ?? 0) >= 1);

function cellsAddUp({ packVoltage, cellVoltages }: Reading, suspicions: TrialSuccess['suspicions']): boolean {
  const cells = cellVoltages ?? [];
  const allKnown = cells.length > 1 && cells.every((cell) => cell !== null);
  return packVoltage !== null && allKnown && !suspicions.includes('PACK_DIFFERS_FROM_CELLS');
}

type RawOf = (source: FieldSource) => RawValue | undefined;

function holds(expectation: Expectation, reading: Reading, rawOf: RawOf): boolean {
  const { field, from } = expectation;
  const value = from ? rawOf(from) : field && reading[field];
  // A field that this device leaves out says nothing about it.
  if (value === null || value === undefined) return from === undefined;
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).every((each) =>
    fits(each, expectation),
  );
}

function fits(value: unknown, { equals, between }: Expectation): boolean {
  if (value === null) return true;
  if (equals !== undefined && value !== equals) return false;
  if (!between) return true;
  return typeof value === 'number' && value >= between[0] && value <= between[1];
}

/** The profile with the sources of its expectations among those that are read. */
export function withExpectations(profile: DeviceProfile): DeviceProfile {
  const sources = (profile.detect?.expect ?? []).flatMap(({ from }) => (from ? [from] : []));
  if (sources.length === 0) return profile;
  const readOnly = sources.map((source) => ({ from: [source], bits: {} }));
  return { ...profile, bitFields: [...(profile.bitFields ?? []), ...readOnly] };
}
