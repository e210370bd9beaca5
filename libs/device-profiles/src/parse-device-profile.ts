import type { BitField, CurrentSign, DeviceProfile, FieldSource, ProfileField } from './device-profile.js';
import { DeviceProfileInvalid, type WrongField } from './device-profile-invalid.errors.js';
import { parseBoundedYaml } from './parse-bounded-yaml.js';
import { incoherences } from './profile-coherence.js';
import type { SchemaCheck } from './schema-check.js';

/** The text of a file beside the profile's own; undefined where there is none. */
export type ReadBeside = (name: string) => string | undefined;

/** The profile written in a YAML text. Throws `DeviceProfileInvalid` with the path of every wrong field. */
export function parseDeviceProfile(
  file: string,
  text: string,
  check: SchemaCheck,
  readBeside: ReadBeside = () => undefined,
): DeviceProfile {
  const written = parseYaml(file, text) as WrittenProfile;
  refuse(file, check(written));
  const profile = normalised(withDbc(file, written, readBeside));
  refuse(file, incoherences(profile));
  return profile;
}

type OneOrMore = FieldSource | readonly FieldSource[];
type Written<T extends { readonly from: readonly FieldSource[] }> = Omit<T, 'from' | 'percentOf'> & {
  readonly from: OneOrMore;
  readonly percentOf?: OneOrMore;
};

interface WrittenProfile extends Omit<DeviceProfile, 'fields' | 'bitFields' | 'currentSign'> {
  readonly dbcFile?: string;
  readonly fields: Readonly<Record<string, Written<ProfileField>>>;
  readonly bitFields?: readonly Written<BitField>[];
  readonly currentSign: Omit<CurrentSign, 'infer'> & {
    readonly infer?: Written<NonNullable<CurrentSign['infer']>>;
  };
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parseBoundedYaml(text);
  } catch (error) {
    throw new DeviceProfileInvalid(file, [
      { path: '/', problem: `is not YAML: ${(error as Error).message}` },
    ]);
  }
}

function refuse(file: string, wrong: readonly WrongField[]): void {
  if (wrong.length > 0) throw new DeviceProfileInvalid(file, wrong);
}

/** The text of the DBC in place of its file's name. */
function withDbc(file: string, { dbcFile, ...rest }: WrittenProfile, readBeside: ReadBeside): WrittenProfile {
  if (dbcFile === undefined) return rest;
  const dbc = readBeside(dbcFile);
  if (dbc === undefined) {
    refuse(file, [{ path: '/dbcFile', problem: 'is not there: put the file beside the profile' }]);
  }
  return { ...rest, dbc: rest.dbc ?? dbc };
}

/** One source alone is written without a list. */
const several = <T extends { readonly from: OneOrMore; readonly percentOf?: OneOrMore }>(field: T) => ({
  ...field,
  from: listOf(field.from),
  percentOf: field.percentOf && listOf(field.percentOf),
});

const listOf = (sources: OneOrMore): readonly FieldSource[] =>
  Array.isArray(sources) ? (sources as readonly FieldSource[]) : [sources as FieldSource];

function normalised({ fields, bitFields, currentSign, ...rest }: WrittenProfile): DeviceProfile {
  const { infer } = currentSign;
  return {
    ...rest,
    currentSign: { positive: currentSign.positive, ...(infer && { infer: several(infer) }) },
    fields: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, several(field)])),
    bitFields: bitFields?.map(several),
  };
}
