import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A token is used once: by a compare-and-set on `used_at IS NULL`. */
@Entity('refresh_tokens')
export class RefreshTokenEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: number;
  /** SHA-256 of the token. */
  @Column('binary') tokenHash!: Buffer;
  @Column('char') sessionId!: string;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
  @Column('datetime', { precision: 3 }) expiresAt!: Date;
  @Column('datetime', { precision: 3, nullable: true }) usedAt!: Date | null;
  @Column('binary', { nullable: true }) successorHash!: Buffer | null;
  /** The successor, encrypted so that only this token opens it. */
  @Column('varbinary', { nullable: true }) successorSealed!: Buffer | null;
}
