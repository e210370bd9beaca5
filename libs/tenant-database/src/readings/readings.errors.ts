/** A row with this battery and time is there already: ask which are known, leave them out, and insert the others. */
export class ReadingAlreadyStored extends Error {
  readonly code = 'READING.ALREADY_STORED';

  constructor() {
    super('A reading of this battery and time is stored already.');
    this.name = 'ReadingAlreadyStored';
  }
}
