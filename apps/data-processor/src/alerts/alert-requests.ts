import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { alertSeverities, type AlertSeverity } from '@trackingbms/alerts';
import { alertStatuses, type AlertFilter } from '@trackingbms/tenant-database';
import { CursorQuery, WholeNumberText } from '../http/queries.js';

const statuses = ['open', ...alertStatuses] as const;
const longestPage = 200;

export class AlertQuery extends CursorQuery implements AlertFilter {
  @ApiProperty({ enum: statuses, required: false, description: '`open`: everything that is not resolved' })
  @IsOptional()
  @IsIn(statuses)
  status?: (typeof statuses)[number];

  @ApiProperty({ enum: alertSeverities, required: false })
  @IsOptional()
  @IsIn(alertSeverities)
  severity?: AlertSeverity;

  @ApiProperty({ type: 'integer', required: false, minimum: 1 })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  batteryId?: number;

  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: longestPage, default: 50 })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(longestPage)
  limit?: number;
}

export class ResolveAlertRequest {
  @ApiProperty({ type: 'string', required: false, maxLength: 2000 })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  notes?: string;
}
