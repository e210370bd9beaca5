import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, Min, ValidateNested } from 'class-validator';
import { ReadingV1 } from './reading.v1.js';

/** One or more readings of one battery, in the order of their times. A poll sends one, a push up to 1,000. */
export class ReadingsRecordedV1 {
  /** The battery's id in its tenant's database. */
  @IsInt() @Min(1) batteryId!: number;
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => ReadingV1)
  readings!: ReadingV1[];
}
