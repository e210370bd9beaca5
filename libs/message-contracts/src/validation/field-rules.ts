import { ValidateBy } from 'class-validator';
import { isUtcTime } from './utc-time.js';

export const fieldRules = {
  isUtcTime,
  isNumberOrText: (value: unknown): boolean => typeof value === 'string' || Number.isFinite(value),
  isNumbersOrNulls: (value: unknown): boolean =>
    Array.isArray(value) && value.every((item) => item === null || Number.isFinite(item)),
  isFlags: (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((flag) => typeof flag === 'boolean'),
  isCounts: (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((count) => Number.isSafeInteger(count) && (count as number) >= 0),
} as const;

const rule = (name: keyof typeof fieldRules): PropertyDecorator =>
  ValidateBy({ name, validator: { validate: (value) => fieldRules[name](value) } });

/** RFC 3339 UTC with at most milliseconds. */
export const IsUtcTime = (): PropertyDecorator => rule('isUtcTime');
/** A finite number, or a text where the device gave none. */
export const IsNumberOrText = (): PropertyDecorator => rule('isNumberOrText');
/** A list of finite numbers with null for what is not known. */
export const IsNumbersOrNulls = (): PropertyDecorator => rule('isNumbersOrNulls');
/** An object of booleans. */
export const IsFlags = (): PropertyDecorator => rule('isFlags');
/** An object of whole numbers, none negative. */
export const IsCounts = (): PropertyDecorator => rule('isCounts');
