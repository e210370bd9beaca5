import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { numericFieldNames } from '@trackingbms/tenant-database';
import { CursorQuery, TimeText, WholeNumberText } from '../http/queries.js';

export const resolutions = ['raw', 'hourly', 'points'] as const;
export type Resolution = (typeof resolutions)[number];

/** Fields of a reading that are no single number: whole readings only. */
const otherFields = [
  'bmsTimestamp',
  'cellVoltages',
  'temperatures',
  'operationMode',
  'balancingActive',
  'chargingEnabled',
  'dischargingEnabled',
  'faultCodes',
  'warningCodes',
  'protectionStatus',
  'dataQuality',
  'setAside',
];
export const readingFields: readonly string[] = [...numericFieldNames, ...otherFields];

const firstTime = Date.UTC(2000, 0, 1);
const lastTime = Date.UTC(2100, 0, 1);
export const mostPoints = 2000;
export const longestPage = 5000;

const time = { type: 'string', format: 'date-time', required: false } as const;

/** What raw readings hold beside their fields, and is answered only when it is asked for: it is large. */
const extras = ['rawFrames'] as const;

const listOfNames = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.split(',') : value,
);

export class HistoryQuery extends CursorQuery {
  @ApiProperty({ ...time, description: 'First time, by default 24 hours before `to`' })
  @IsOptional()
  @TimeText()
  @IsInt()
  @Min(firstTime)
  @Max(lastTime)
  from?: number;

  @ApiProperty({ ...time, description: 'End, not included, by default now' })
  @IsOptional()
  @TimeText()
  @IsInt()
  @Min(firstTime)
  @Max(lastTime)
  to?: number;

  @ApiProperty({ enum: resolutions, required: false, default: 'raw' })
  @IsOptional()
  @IsIn(resolutions)
  resolution?: Resolution;

  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: mostPoints, default: 300 })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(mostPoints)
  points?: number;

  @ApiProperty({ type: 'string', required: false, description: 'Names of fields, separated by commas' })
  @IsOptional()
  @listOfNames
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(readingFields.length)
  @IsIn(readingFields, { each: true })
  fields?: string[];

  @ApiProperty({
    type: 'string',
    required: false,
    description:
      '`rawFrames`: with raw readings, the frames that were kept of them, 200 readings a page at most',
  })
  @IsOptional()
  @listOfNames
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(extras.length)
  @IsIn(extras, { each: true })
  include?: (typeof extras)[number][];

  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: longestPage, default: 500 })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(longestPage)
  limit?: number;
}
