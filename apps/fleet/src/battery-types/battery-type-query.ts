import { chemistries, type Chemistry } from '@trackingbms/batteries';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { batteryTypeSorts } from '@trackingbms/tenant-database';
import { FlagText } from '../fields/query-texts.js';
import { ListQuery, sortChoices } from '../http/list-query.js';

const sorts = sortChoices(batteryTypeSorts);

export class BatteryTypeQuery extends ListQuery {
  @ApiProperty({ enum: sorts, required: false, default: 'id' }) @IsOptional() @IsIn(sorts) sort?: string;

  @ApiProperty({ enum: chemistries, required: false })
  @IsOptional()
  @IsIn(chemistries)
  chemistry?: Chemistry;

  @ApiProperty({ type: Boolean, required: false })
  @IsOptional()
  @FlagText()
  @IsBoolean()
  isActive?: boolean;
}
