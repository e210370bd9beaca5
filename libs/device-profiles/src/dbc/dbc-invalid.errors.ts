/** A DBC text that cannot be read. `line` counts from 1. */
export class DbcInvalid extends Error {
  override readonly name = 'DbcInvalid';

  constructor(
    readonly line: number,
    readonly problem: string,
  ) {
    super(`line ${line}: ${problem}`);
  }
}
