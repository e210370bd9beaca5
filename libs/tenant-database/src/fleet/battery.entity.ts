import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { BatteryTypeEntity, type CommunicationProtocol } from './battery-type.entity.js';
import { LocationEntity } from './location.entity.js';

export type BatteryStatus = 'commissioning' | 'operational' | 'maintenance' | 'fault' | 'decommissioned';

@Entity('batteries')
export class BatteryEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column('char') uuid!: string;
  @Column('varchar') serialNumber!: string;
  @Column('varchar', { nullable: true }) internalId!: string | null;
  @Column('varchar') name!: string;
  @Column('int') batteryTypeId!: number;
  @Column('int') locationId!: number;
  @ManyToOne(() => BatteryTypeEntity)
  @JoinColumn({ name: 'battery_type_id' })
  batteryType?: Relation<BatteryTypeEntity>;
  @ManyToOne(() => LocationEntity)
  @JoinColumn({ name: 'location_id' })
  location?: Relation<LocationEntity>;
  @Column('varchar', { nullable: true }) bmsId!: string | null;
  /** 4 or 16 bytes: see `packIpAddress`. */
  @Column('varbinary', { nullable: true }) bmsIpAddress!: Buffer | null;
  @Column('int') bmsPort!: number;
  @Column('varchar') bmsProtocol!: CommunicationProtocol;
  @Column('json', { nullable: true }) bmsConfig!: Record<string, unknown> | null;
  @Column('varchar') status!: BatteryStatus;
  /** 0 to 100 %. */
  @Column('decimal', { nullable: true }) healthScore!: number | null;
  @Column({ type: 'date', nullable: true, utc: true }) lastMaintenanceDate!: string | null;
  @Column({ type: 'date', nullable: true, utc: true }) nextMaintenanceDate!: string | null;
  @Column({ type: 'date', nullable: true, utc: true }) warrantyStartDate!: string | null;
  @Column({ type: 'date', nullable: true, utc: true }) warrantyEndDate!: string | null;
  @Column({ type: 'date', nullable: true, utc: true }) purchaseDate!: string | null;
  @Column({ type: 'date', nullable: true, utc: true }) installationDate!: string | null;
  @Column({ type: 'date', nullable: true, utc: true }) commissioningDate!: string | null;
  /** V. */
  @Column('decimal', { nullable: true }) customVoltageMin!: number | null;
  /** V. */
  @Column('decimal', { nullable: true }) customVoltageMax!: number | null;
  /** °C. */
  @Column('int', { nullable: true }) customTempMin!: number | null;
  /** °C. */
  @Column('int', { nullable: true }) customTempMax!: number | null;
  /** A. */
  @Column('decimal', { nullable: true }) customCurrentChargeMax!: number | null;
  /** A. */
  @Column('decimal', { nullable: true }) customCurrentDischargeMax!: number | null;
  @Column('boolean') alertsEnabled!: boolean;
  @Column('boolean') criticalAlertsOnly!: boolean;
  @Column('json', { nullable: true }) alertContacts!: Record<string, unknown> | null;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('boolean') isActive!: boolean;
  @Column('int') version!: number;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
  @Column('datetime', { precision: 3 }) updatedAt!: Date;
  /** Of the specification. What is current is in `battery_states`, whose owner sees the readings. */
  @Column('datetime', { precision: 3, nullable: true }) lastDataReceived!: Date | null;
}
