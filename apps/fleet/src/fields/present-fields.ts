/** The fields that were sent: a field that is undefined was left out, null was sent. */
export function presentFields<T extends object>(fields: {
  [Field in keyof T]?: T[Field] | undefined;
}): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
