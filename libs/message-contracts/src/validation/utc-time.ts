const pattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/;

/** RFC 3339, in UTC, to the millisecond at the finest. */
export const isUtcTime = (value: unknown): value is string =>
  typeof value === 'string' && pattern.test(value) && isRealDay(value);

/** 31 February passes the pattern and is no day. */
function isRealDay(value: string): boolean {
  const day = Number(value.slice(8, 10));
  return day <= 28 || new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDate() === day;
}
