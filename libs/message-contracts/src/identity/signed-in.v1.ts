import { IsInt, IsUUID, Min } from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';

/** A user opened a session. Ids only: no name, address or device. */
export class SignedInV1 {
  @IsInt() @Min(1) userId!: number;
  @IsUUID() userUuid!: string;
  @IsUUID() sessionId!: string;
  /** RFC 3339 UTC with milliseconds. */
  @IsUtcTime() signedInAt!: string;
}
