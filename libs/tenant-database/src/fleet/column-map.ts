import { packIpAddress, unpackIpAddress } from '../ip-addresses/packed-ip-address.js';

/** `plain` is a number, text or enumeration; `date` is `YYYY-MM-DD`; `ip` an address literal kept as bytes. */
export type ColumnKind = 'plain' | 'boolean' | 'date' | 'json' | 'ip';
export type SqlValue = string | number | Date | Buffer | null;
export type SqlRow = Record<string, unknown>;

/** Between the fields of a domain type and the columns of their names in snake case. Lists every field once. */
export class ColumnMap<T extends object> {
  readonly columns: readonly string[];
  readonly #fields: readonly { field: string; column: string; kind: ColumnKind }[];

  constructor(kinds: Readonly<Record<keyof T & string, ColumnKind>>) {
    this.#fields = Object.entries<ColumnKind>(kinds).map(([field, kind]) => ({
      field,
      column: field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      kind,
    }));
    this.columns = this.#fields.map(({ column }) => column);
  }

  /** In the order of `columns`. */
  toValues(entity: T): SqlValue[] {
    const values = entity as Readonly<Record<string, unknown>>;
    return this.#fields.map(({ field, kind }) => toSql(kind, values[field]));
  }

  fromRow(row: SqlRow): T {
    const fields = this.#fields.map(({ field, column, kind }) => [field, fromSql(kind, row[column])]);
    return Object.fromEntries(fields) as T;
  }
}

interface Conversion {
  readonly toSql: (value: unknown) => SqlValue;
  readonly fromSql: (value: unknown) => unknown;
}

const conversions: Readonly<Record<ColumnKind, Conversion>> = {
  plain: { toSql: (value) => value as SqlValue, fromSql: (value) => value },
  boolean: { toSql: Number, fromSql: (value) => value === 1 || value === true },
  date: {
    toSql: (value) => value as string,
    fromSql: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  },
  json: {
    toSql: (value) => JSON.stringify(value),
    // MariaDB answers JSON as text, MySQL as what it means.
    fromSql: (value) => (typeof value === 'string' ? (JSON.parse(value) as unknown) : value),
  },
  ip: {
    toSql: (value) => packIpAddress(value as string),
    fromSql: (value) => unpackIpAddress(value as Buffer),
  },
};

const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;
const toSql = (kind: ColumnKind, value: unknown): SqlValue =>
  isNothing(value) ? null : conversions[kind].toSql(value);
const fromSql = (kind: ColumnKind, value: unknown): unknown =>
  isNothing(value) ? null : conversions[kind].fromSql(value);
