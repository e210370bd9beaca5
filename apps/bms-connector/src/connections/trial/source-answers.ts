import { type DeviceProfile, type FieldSource, sourcesOf } from '@trackingbms/device-profiles';
import type { RawValues } from '../../protocols/raw-value.js';
import type { SourceAnswer } from './trial-outcome.js';

/** What each source of a profile said, for a person who compares it with the maker's paper. */
export function sourceAnswers(profile: DeviceProfile, raw: RawValues): readonly SourceAnswer[] {
  const uses = usesOf(profile);
  return sourcesOf(profile).map((source) => ({
    source,
    usedFor: uses.get(source) ?? [],
    value: raw.get(source),
  }));
}

function usesOf({ fields, bitFields = [], currentSign }: DeviceProfile): ReadonlyMap<FieldSource, string[]> {
  const uses = new Map<FieldSource, string[]>();
  const use = (name: string, sources: readonly FieldSource[] = []) => {
    for (const source of sources) uses.set(source, [...(uses.get(source) ?? []), name]);
  };
  for (const [name, { from, percentOf }] of Object.entries(fields)) {
    use(name, from);
    use(name, percentOf);
  }
  bitFields.forEach(({ from }, index) => use(`bitFields/${index}`, from));
  use('currentSign', currentSign.infer?.from);
  return uses;
}
