import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type AuditEventType = 'auth' | 'data' | 'config' | 'system' | 'security';
export type AuditStatus = 'success' | 'failure' | 'error';

/** Added to, never changed: the service's account has no right to update or delete. */
@Entity('audit_logs')
export class AuditLogEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: number;
  @Column('int', { nullable: true }) userId!: number | null;
  @Column('varchar') eventType!: AuditEventType;
  @Column('varchar') action!: string;
  @Column('varchar', { nullable: true }) resourceType!: string | null;
  @Column('varchar', { nullable: true }) resourceId!: string | null;
  /** 4 or 16 bytes: see `packIpAddress`. */
  @Column('varbinary') ipAddress!: Buffer;
  @Column('text', { nullable: true }) userAgent!: string | null;
  /** Without secrets. */
  @Column('json', { nullable: true }) requestData!: Record<string, unknown> | null;
  /** Without secrets. */
  @Column('json', { nullable: true }) responseData!: Record<string, unknown> | null;
  @Column('varchar') status!: AuditStatus;
  @Column('text', { nullable: true }) errorMessage!: string | null;
  @Column('datetime', { precision: 3 }) timestamp!: Date;
  /** Milliseconds. */
  @Column('decimal', { nullable: true }) processingTime!: number | null;
}
