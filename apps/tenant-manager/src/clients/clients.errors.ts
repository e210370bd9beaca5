/** The slug belongs to a client of another industry, whose database has other tables. */
export class SlugTaken extends Error {
  override readonly name = 'SlugTaken';
  readonly code = 'CLIENT.SLUG_TAKEN';
  constructor() {
    super('A client of another industry has this slug: choose another slug.');
  }
}
