import { ApiProperty } from '@nestjs/swagger';
import { resolutions, type Resolution } from './history-query.js';

/** Readings, hours or buckets of one battery, earliest first. */
export class HistoryAnswer {
  @ApiProperty({ type: 'integer' }) batteryId!: number;
  @ApiProperty({ enum: resolutions }) resolution!: Resolution;
  @ApiProperty({ type: 'string', format: 'date-time' }) from!: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) to!: string;
  @ApiProperty({
    enum: ['readings', 'hours'],
    description:
      'What a curve was made of: beyond about 200,000 readings, or buckets of an hour and more, of the hours',
  })
  source!: 'readings' | 'hours';
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  items!: readonly object[];
  @ApiProperty({ type: 'string', nullable: true, description: 'Null on the last page, and for curves' })
  nextCursor!: string | null;
}
