/** One spelling for each user name, however it was typed; the database would take `é` for `e` as well. */
export function canonicalUsername(username: string): string {
  return username.normalize('NFC').trim().toLowerCase();
}
