import { maxLocationDepth } from '@trackingbms/batteries';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { locationSorts } from '@trackingbms/tenant-database';
import { FlagText, WholeNumberText } from '../fields/query-texts.js';
import { largestId } from '../http/id-params.js';
import { ListQuery, sortChoices } from '../http/list-query.js';

const sorts = sortChoices(locationSorts);

export class LocationQuery extends ListQuery {
  @ApiProperty({ enum: sorts, required: false, default: 'id' }) @IsOptional() @IsIn(sorts) sort?: string;

  @ApiProperty({ type: 'integer', required: false })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(largestId)
  parentId?: number;

  @ApiProperty({ type: 'integer', required: false, description: 'The location and everything inside it' })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(largestId)
  withinLocationId?: number;

  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: maxLocationDepth })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(maxLocationDepth)
  level?: number;

  @ApiProperty({ type: Boolean, required: false })
  @IsOptional()
  @FlagText()
  @IsBoolean()
  isActive?: boolean;
}
