type Fields = Readonly<Record<string, unknown>>;

/** The fields of `wanted` whose value is not already so. A field that is absent or undefined is not wanted. */
export function differences<T extends object>(current: T, wanted: Partial<T>): Partial<T> {
  const now = current as Fields;
  const changed = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && !same(now[field], value),
  );
  return Object.fromEntries(changed) as Partial<T>;
}

/** Equality of JSON values, whatever the order of keys: a database may give them back in another. */
function same(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (!isContainer(left) || !isContainer(right) || Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => same(left[key], right[key]));
}

const isContainer = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
