import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { IsUtcTime } from '../validation/field-rules.js';

export const signInRefusals = [
  'unknown-user',
  'wrong-password',
  'delayed',
  'inactive',
  'tenant-closed',
] as const;

/** A sign-in was refused. What was typed is not kept. */
export class SignInRefusedV1 {
  /** Absent when no user has that name. */
  @IsOptional() @IsInt() @Min(1) userId?: number;
  @IsIn(signInRefusals) reason!: (typeof signInRefusals)[number];
  /** RFC 3339 UTC with milliseconds. */
  @IsUtcTime() refusedAt!: string;
}
