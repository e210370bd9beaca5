import { IsIn, IsInt, IsISO8601, IsUUID, Min } from 'class-validator';

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
  @IsISO8601({ strict: true }) revokedAt!: string;
}
