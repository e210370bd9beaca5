import { applyDecorators } from '@nestjs/common';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { largestId } from '../http/id-params.js';
import { HasDecimals, IsDay, IsIpLiteral } from './field-rules.js';
import { presence, type FieldRules } from './presence.js';

const singleLine = /^[^\p{Cc}]*$/u;
const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

type Range = FieldRules & { readonly min: number; readonly max: number };

/** One line of text, 1 to `max` characters. */
export const TextField = (max: number, rules: FieldRules & { readonly pattern?: RegExp } = {}) =>
  applyDecorators(
    ...presence(rules, { type: 'string', minLength: 1, maxLength: max }),
    IsString(),
    MinLength(1),
    MaxLength(max),
    Matches(rules.pattern ?? singleLine),
  );

/** Text of several lines, up to 20,000 characters. */
export const NotesField = (rules: FieldRules = { nullable: true }) =>
  applyDecorators(...presence(rules, { type: 'string', maxLength: 20_000 }), IsString(), MaxLength(20_000));

/** Name in addresses: lower case letters, digits and single hyphens. */
export const SlugField = (rules: FieldRules = { optional: true }) =>
  TextField(100, { ...rules, pattern: slug });

/** A number with at most `decimals` digits after the point, so that nothing is rounded when it is stored. */
export const NumberField = (decimals: number, rules: Range) =>
  applyDecorators(
    ...presence(rules, { type: 'number', minimum: rules.min, maximum: rules.max }),
    IsNumber({ allowInfinity: false, allowNaN: false }),
    HasDecimals(decimals),
    Min(rules.min),
    Max(rules.max),
  );

export const WholeField = (rules: Range) =>
  applyDecorators(
    ...presence(rules, { type: 'integer', minimum: rules.min, maximum: rules.max }),
    IsInt(),
    Min(rules.min),
    Max(rules.max),
  );

export const IdField = (rules: FieldRules = {}) => WholeField({ ...rules, min: 1, max: largestId });

export const FlagField = (rules: FieldRules = { optional: true }) =>
  applyDecorators(...presence(rules, { type: 'boolean' }), IsBoolean());

export const ChoiceField = (choices: readonly string[], rules: FieldRules = {}) =>
  applyDecorators(...presence(rules, { type: 'string', enum: [...choices] }), IsIn(choices));

/** A day of the calendar, `YYYY-MM-DD`. */
export const DayField = (rules: FieldRules = { nullable: true }) =>
  applyDecorators(...presence(rules, { type: 'string', format: 'date' }), IsDay());

/** An IPv4 or IPv6 literal. */
export const IpField = (rules: FieldRules = { nullable: true }) =>
  applyDecorators(...presence(rules, { type: 'string', maxLength: 45 }), IsIpLiteral());
