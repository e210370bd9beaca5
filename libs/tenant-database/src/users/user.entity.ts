import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type UserRole = 'super_admin' | 'admin' | 'operator' | 'viewer' | 'readonly';

/** Never bound to a request nor returned by one: it carries the password's hash. */
@Entity('users')
export class UserEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column('char') uuid!: string;
  @Column('varchar') username!: string;
  @Column('varchar') email!: string;
  @Column('varchar') passwordHash!: string;
  @Column('varchar') firstName!: string;
  @Column('varchar') lastName!: string;
  @Column('varchar', { nullable: true }) phone!: string | null;
  @Column('varchar', { nullable: true }) jobTitle!: string | null;
  @Column('varchar', { nullable: true }) department!: string | null;
  @Column('varchar') role!: UserRole;
  @Column('json', { nullable: true }) permissions!: string[] | null;
  /** Ids; null = all, empty = none. */
  @Column('json', { nullable: true }) allowedLocations!: number[] | null;
  /** Ids; null = all, empty = none. */
  @Column('json', { nullable: true }) allowedBatteryTypes!: number[] | null;
  @Column('json', { nullable: true }) ipRestrictions!: string[] | null;
  @Column('varchar') language!: string;
  @Column('varchar') timezone!: string;
  @Column('varchar') dateFormat!: string;
  @Column('boolean') notificationsEmail!: boolean;
  @Column('boolean') notificationsSms!: boolean;
  @Column('json', { nullable: true }) dashboardConfig!: Record<string, unknown> | null;
  @Column('boolean') twoFactorEnabled!: boolean;
  @Column('varchar', { nullable: true }) twoFactorSecret!: string | null;
  @Column('int') failedLoginAttempts!: number;
  @Column('datetime', { precision: 3, nullable: true }) lockedUntil!: Date | null;
  @Column('datetime', { precision: 3, nullable: true }) passwordExpiresAt!: Date | null;
  @Column('boolean') forcePasswordChange!: boolean;
  @Column('datetime', { precision: 3, nullable: true }) lastLogin!: Date | null;
  @Column('datetime', { precision: 3, nullable: true }) lastActivity!: Date | null;
  @Column('boolean') isActive!: boolean;
  @Column('boolean') emailVerified!: boolean;
  /** SHA-256 of the token. */
  @Column('binary', { nullable: true }) emailVerificationTokenHash!: Buffer | null;
  /** SHA-256 of the token. */
  @Column('binary', { nullable: true }) passwordResetTokenHash!: Buffer | null;
  @Column('datetime', { precision: 3, nullable: true }) passwordResetExpiresAt!: Date | null;
  @Column('int') version!: number;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
  @Column('datetime', { precision: 3 }) updatedAt!: Date;
  @Column('int', { nullable: true }) createdBy!: number | null;
}
