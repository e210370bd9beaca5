import { IsIn, IsInt, IsUUID, Min } from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';

export const revocationReasons = [
  'signed-out',
  'refresh-token-reused',
  'password-changed',
  'user-changed',
  'administrator',
] as const;

/** A session ended before its time: whoever caches its tokens forgets them now. */
export class SessionRevokedV1 {
  @IsInt() @Min(1) userId!: number;
  @IsUUID() userUuid!: string;
  @IsUUID() sessionId!: string;
  @IsIn(revocationReasons) reason!: (typeof revocationReasons)[number];
  /** RFC 3339 UTC with milliseconds. */
  @IsUtcTime() revokedAt!: string;
}
