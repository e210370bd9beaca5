import type { ModelLayout, RegisterReading, RegisterSource, RegisterType } from './device-profile.js';
import type { WrongField } from './device-profile-invalid.errors.js';

/** Bits of the types that single bits can be taken of. */
const widths: Readonly<Partial<Record<RegisterType, number>>> = { u16: 16, u32: 32 };

/** What is wrong with a source of registers or coils. */
export const registerProblem = (source: RegisterSource, reading?: RegisterReading): string | undefined =>
  tableProblem(source) ?? lengthProblem(source) ?? partProblem(source) ?? placeProblem(source, reading);

const isBitTable = (table: RegisterSource['table']): boolean => table === 'coil' || table === 'discrete';

function tableProblem({ table, type }: RegisterSource): string | undefined {
  const isBitType = type === 'bit' || type === 'bits';
  return isBitTable(table) === isBitType ? undefined : `has type ${type}, which table ${table} does not hold`;
}

/** Most values of a type that has a length. */
const longest: Readonly<Record<string, number>> = { bits: 52, string: 125 };

function lengthProblem({ type, length }: RegisterSource): string | undefined {
  const most = longest[type];
  if (most === undefined) return length === undefined ? undefined : `takes no length: its type is ${type}`;
  if (length === undefined) return `needs a length: its type is ${type}`;
  return length > most ? `is longer than ${most}` : undefined;
}

function partProblem({ type, bit, width }: RegisterSource): string | undefined {
  if (bit === undefined) return width === undefined ? undefined : 'has a width without a bit';
  const bits = widths[type as RegisterType] ?? 0;
  return bit + (width ?? 1) > bits ? `has no such bits: its type is ${type}` : undefined;
}

function placeProblem(
  { address, repeat, table }: RegisterSource,
  reading: RegisterReading = {},
): string | undefined {
  if (reading.addressUnit !== 'bytes') return undefined;
  if (isBitTable(table)) return 'is a coil, which has no address in bytes';
  const places = [address, repeat?.countFrom?.address ?? 0];
  return places.some((place) => place % 2 === 1)
    ? 'is between two registers: addresses count bytes here'
    : undefined;
}

export const orderProblems = (path: string, layout: ModelLayout): WrongField[] =>
  (layout.orderBy ?? [])
    .map((name, index) => ({ name, path: `${path}/orderBy/${index}` }))
    .filter(({ name }) => !layout.points[name])
    .map(({ path: at }) => ({ path: at, problem: 'is no point of the model' }));
