import { IsInt, IsISO8601, IsUUID, Min } from 'class-validator';

/** A user opened a session. Ids only: no name, address or device. */
export class SignedInV1 {
  @IsInt() @Min(1) userId!: number;
  @IsUUID() userUuid!: string;
  @IsUUID() sessionId!: string;
  /** RFC 3339 UTC with milliseconds. */
  @IsISO8601({ strict: true }) signedInAt!: string;
}
