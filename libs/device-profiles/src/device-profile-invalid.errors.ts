/** One wrong place of a profile or a configuration. */
export interface WrongField {
  /** JSON pointer, for example `/fields/packVoltage/from/path`. */
  readonly path: string;
  readonly problem: string;
}

export class DeviceProfileInvalid extends Error {
  override readonly name = 'DeviceProfileInvalid';

  constructor(
    readonly file: string,
    readonly wrong: readonly WrongField[],
  ) {
    super(`${file}: ${wrong.map(({ path, problem }) => `${path} ${problem}`).join('; ')}`);
  }
}
