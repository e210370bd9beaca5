import { batteryStatuses, type BatteryStatus } from '@trackingbms/batteries';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { batterySorts } from '@trackingbms/tenant-database';
import { FlagText, WholeNumberText } from '../fields/query-texts.js';
import { largestId } from '../http/id-params.js';
import { ListQuery, sortChoices } from '../http/list-query.js';

const sorts = sortChoices(batterySorts);

export class BatteryQuery extends ListQuery {
  @ApiProperty({ enum: sorts, required: false, default: 'id' }) @IsOptional() @IsIn(sorts) sort?: string;

  @ApiProperty({ enum: batteryStatuses, required: false })
  @IsOptional()
  @IsIn(batteryStatuses)
  status?: BatteryStatus;

  @ApiProperty({ type: 'integer', required: false })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(largestId)
  batteryTypeId?: number;

  @ApiProperty({ type: 'integer', required: false })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(largestId)
  locationId?: number;

  @ApiProperty({ type: 'integer', required: false, description: 'The location and everything inside it' })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(largestId)
  withinLocationId?: number;

  @ApiProperty({ type: String, required: false })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  serialNumber?: string;

  @ApiProperty({ type: Boolean, required: false })
  @IsOptional()
  @FlagText()
  @IsBoolean()
  isActive?: boolean;
}
