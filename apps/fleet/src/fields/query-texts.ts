import { Transform } from 'class-transformer';

const wholeNumber = /^-?\d{1,15}$/;

/** An address holds texts: `12` becomes a number, everything else stays and is refused by the rules that follow. */
export const WholeNumberText = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value,
  );

/** `true` and `false`, and nothing else. */
export const FlagText = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
