import { ApiProperty } from '@nestjs/swagger';
import type { AcceptedPush } from './accept-readings.js';

/** A reading that cannot be kept: sending it again changes nothing. */
export class RefusedReadingAnswer {
  @ApiProperty({ type: 'integer', description: 'Place among the readings of the request, from 0' })
  index!: number;
  @ApiProperty({ enum: ['TIME_INVALID', 'TIME_IMPOSSIBLE', 'TIME_MISSING', 'NO_VALUE'] }) reason!: string;
}

/** What became of pushed readings. What is counted as accepted is kept for good: the device may forget it. */
export class IngestAnswer {
  @ApiProperty({ type: 'integer' }) accepted!: number;
  @ApiProperty({
    type: 'integer',
    description: 'Left out: an earlier reading of the request has the same time',
  })
  duplicates!: number;
  @ApiProperty({ type: 'integer', description: 'Values that were not believed and are kept aside' })
  setAside!: number;
  @ApiProperty({ type: [RefusedReadingAnswer] }) refused!: RefusedReadingAnswer[];
}

export const toIngestAnswer = ({ accepted, duplicates, setAside, refused }: AcceptedPush): IngestAnswer => ({
  accepted,
  duplicates,
  setAside,
  refused: [...refused],
});
