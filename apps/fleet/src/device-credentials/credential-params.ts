import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { WholeNumberText } from '../fields/query-texts.js';
import { IdParams, largestId } from '../http/id-params.js';

export class CredentialParams extends IdParams {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: largestId })
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(largestId)
  credentialId!: number;
}
