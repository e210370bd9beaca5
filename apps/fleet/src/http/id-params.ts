import { IsInt, Max, Min } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { WholeNumberText } from '../fields/query-texts.js';

/** Largest INT of the database. */
export const largestId = 2_147_483_647;

export class IdParams {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: largestId })
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(largestId)
  id!: number;
}
