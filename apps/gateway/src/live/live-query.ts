import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, Matches, Min } from 'class-validator';

const events = ['reading', 'alert', 'connection'] as const;
const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',') : value;
const numbers = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map(Number) : value;

export class LiveQuery {
  @ApiProperty({
    required: false,
    enum: events,
    isArray: true,
    description: 'Only these kinds, separated by commas.',
  })
  @IsOptional()
  @Transform(list)
  @IsArray()
  @IsIn(events, { each: true })
  events?: (typeof events)[number][];

  @ApiProperty({
    required: false,
    type: String,
    description: 'Only these batteries: ids separated by commas, at most 200.',
  })
  @IsOptional()
  @Transform(numbers)
  @IsArray()
  @ArrayMaxSize(200)
  @IsInt({ each: true })
  @Min(1, { each: true })
  batteries?: number[];

  @ApiProperty({
    required: false,
    description: 'The `id` of the last event received, where Last-Event-ID cannot be sent.',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{8}-\d{1,15}$/)
  since?: string;
}
