import { Column, Entity, PrimaryColumn } from 'typeorm';

export type SessionEndReason =
  'signed_out' | 'expired' | 'token_reused' | 'password_changed' | 'user_disabled' | 'revoked';

/** One sign-in and the family of refresh tokens that came of it. */
@Entity('sessions')
export class SessionEntity {
  /** UUID. */
  @PrimaryColumn('char') id!: string;
  @Column('int') userId!: number;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
  @Column('datetime', { precision: 3 }) lastUsedAt!: Date;
  /** No refresh prolongs the session beyond this time. */
  @Column('datetime', { precision: 3 }) expiresAt!: Date;
  @Column('datetime', { precision: 3, nullable: true }) endedAt!: Date | null;
  @Column('varchar', { nullable: true }) endReason!: SessionEndReason | null;
  /** SHA-256. */
  @Column('binary', { nullable: true }) userAgentHash!: Buffer | null;
  /** 4 or 16 bytes: see `packIpAddress`. */
  @Column('varbinary', { nullable: true }) ipAddress!: Buffer | null;
}
