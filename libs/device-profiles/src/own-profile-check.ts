import type { WrongField } from './device-profile-invalid.errors.js';
import type { SchemaCheck } from './schema-check.js';

const longestTitle = 255;
const highestVersion = 1_000_000;

/** The check of a client's own profile: it stands alone, without files beside it, and is kept in a database. */
export const ownProfileCheck =
  (check: SchemaCheck): SchemaCheck =>
  (value) => [...check(value), ...(isRecord(value) ? ownProblems(value) : [])];

type Written = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Written => typeof value === 'object' && value !== null;

const ownProblems = ({ dbc, dbcFile, protocol, title, version }: Written): WrongField[] =>
  [
    { path: '/dbcFile', problem: 'is a file: give its text as dbc', holds: dbcFile !== undefined },
    { path: '/dbc', problem: 'is missing', holds: protocol === 'canbus' && dbc === undefined },
    {
      path: '/title',
      problem: `is longer than ${longestTitle} characters`,
      holds: typeof title === 'string' && title.length > longestTitle,
    },
    {
      path: '/version',
      problem: `is higher than ${highestVersion}`,
      holds: typeof version === 'number' && version > highestVersion,
    },
  ]
    .filter(({ holds }) => holds)
    .map(({ path, problem }) => ({ path, problem }));
