import type { UserEntity, UserRole } from './user.entity.js';

/** What identity needs of a user. Carries the password's hash: not to be answered to anybody. */
export interface StoredUser {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly passwordHash: string;
  readonly role: UserRole;
  /** When given, only those of the role's permissions that it names. */
  readonly permissions: readonly string[] | null;
  /** Ids; null = all, empty = none. */
  readonly allowedLocations: readonly number[] | null;
  /** Ids; null = all, empty = none. */
  readonly allowedBatteryTypes: readonly number[] | null;
  readonly language: string;
  readonly timezone: string;
  readonly isActive: boolean;
  readonly mustChangePassword: boolean;
  /** Epoch milliseconds. */
  readonly passwordExpiresAt: number | null;
}

export function toStoredUser(row: UserEntity): StoredUser {
  return {
    id: row.id,
    uuid: row.uuid,
    username: row.username,
    email: row.email,
    firstName: row.firstName,
    lastName: row.lastName,
    passwordHash: row.passwordHash,
    role: row.role,
    permissions: row.permissions,
    allowedLocations: row.allowedLocations,
    allowedBatteryTypes: row.allowedBatteryTypes,
    language: row.language,
    timezone: row.timezone,
    isActive: Boolean(row.isActive),
    mustChangePassword: Boolean(row.forcePasswordChange),
    passwordExpiresAt: row.passwordExpiresAt?.getTime() ?? null,
  };
}
