import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsArray, ValidateBy } from 'class-validator';
import { isRange } from './device-ranges.js';

const splitList = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : value;

/** The setting is a comma separated list of CIDR ranges. */
export function IsDeviceRanges(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => splitList(value)),
    IsArray(),
    ValidateBy(
      {
        name: 'isRange',
        validator: {
          validate: (text: unknown) => typeof text === 'string' && isRange(text),
          defaultMessage: () =>
            '$property must be CIDR ranges such as 10.1.0.0/16, or 3@10.3.0.0/16 for client 3 alone',
        },
      },
      { each: true },
    ),
  );
}
