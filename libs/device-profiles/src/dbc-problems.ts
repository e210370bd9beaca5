import { DbcInvalid } from './dbc/dbc-invalid.errors.js';
import { parseDbc } from './dbc/parse-dbc.js';
import type { DbcDatabase } from './dbc/dbc-database.js';
import { signalsOf } from './dbc/signals-of.js';
import type { DeviceProfile, FieldSource } from './device-profile.js';
import type { WrongField } from './device-profile-invalid.errors.js';

/**
 * What a profile names and its DBC does not have. Of several sources one is enough: makers rename their signals from
 * release to release. A profile without a DBC is only the map of one that has it.
 */
export function dbcProblems(profile: DeviceProfile): readonly WrongField[] {
  if (profile.dbc === undefined) return [];
  if (profile.protocol !== 'canbus')
    return [{ path: '/dbc', problem: `is of no use to ${profile.protocol}` }];
  try {
    const database = parseDbc(profile.dbc);
    return placesOf(profile).flatMap(({ path, from }) => unknownProblems(database, path, from));
  } catch (error) {
    if (error instanceof DbcInvalid) return [{ path: '/dbc', problem: error.message }];
    throw error;
  }
}

function placesOf({ fields, bitFields }: DeviceProfile): { path: string; from: readonly FieldSource[] }[] {
  return [
    ...Object.entries(fields).map(([name, { from }]) => ({ path: `/fields/${name}/from`, from })),
    ...(bitFields ?? []).map(({ from }, index) => ({ path: `/bitFields/${index}/from`, from })),
  ];
}

function unknownProblems(database: DbcDatabase, path: string, from: readonly FieldSource[]): WrongField[] {
  const found = from.map((source) => ('signal' in source ? signalsOf(database, source) : []));
  if (found.every((signals) => signals.length === 0)) {
    return [{ path, problem: 'is no signal of the DBC' }];
  }
  return found
    .map((signals, index) => ({ path: `${path}/${index}`, problem: ambiguity(signals) }))
    .filter((each): each is WrongField => each.problem !== undefined);
}

const ambiguity = (signals: ReturnType<typeof signalsOf>): string | undefined =>
  signals.some(({ twins }) => twins > 1) ? 'is a signal of several messages: name the message' : undefined;
