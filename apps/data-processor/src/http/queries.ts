import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

const wholeNumber = /^\d{1,15}$/;
const utcTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;

/** An address holds texts: `12` becomes a number, everything else stays and is refused by the rules that follow. */
export const WholeNumberText = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value,
  );

/** An RFC 3339 time becomes epoch milliseconds, everything else stays and is refused by the rules that follow. */
export const TimeText = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && utcTime.test(value) && !Number.isNaN(Date.parse(value))
      ? Date.parse(value)
      : value,
  );

/** Largest INT of the database. */
const largestId = 2_147_483_647;

export class BatteryParams {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: largestId })
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(largestId)
  id!: number;
}

export class AlertParams {
  @ApiProperty({ type: 'integer', minimum: 1 })
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  id!: number;
}

/** What every list can be asked. */
export class CursorQuery {
  @ApiProperty({ type: 'string', required: false, description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  cursor?: string;
}

/** Epoch milliseconds as RFC 3339 UTC; null stays null. */
export const timeText = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();
