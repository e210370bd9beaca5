import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type Chemistry = 'li-ion' | 'lifepo4' | 'ncm' | 'lco' | 'lfp' | 'other';
export type CommunicationProtocol = 'thingset' | 'modbus' | 'canbus' | 'serial';

@Entity('battery_types')
export class BatteryTypeEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column('varchar') name!: string;
  @Column('varchar') slug!: string;
  @Column('varchar') chemistry!: Chemistry;
  /** V. */
  @Column('decimal') nominalVoltage!: number;
  @Column('decimal') capacityAh!: number;
  @Column('decimal') capacityWh!: number;
  /** A. */
  @Column('decimal', { nullable: true }) maxChargeCurrent!: number | null;
  /** A. */
  @Column('decimal', { nullable: true }) maxDischargeCurrent!: number | null;
  /** °C. */
  @Column('int', { nullable: true }) operatingTempMin!: number | null;
  /** °C. */
  @Column('int', { nullable: true }) operatingTempMax!: number | null;
  /** °C. */
  @Column('int', { nullable: true }) storageTempMin!: number | null;
  /** °C. */
  @Column('int', { nullable: true }) storageTempMax!: number | null;
  @Column('int', { nullable: true }) cycleLife!: number | null;
  /** 0 to 1. */
  @Column('decimal', { nullable: true }) depthOfDischarge!: number | null;
  @Column('decimal', { nullable: true }) lengthMm!: number | null;
  @Column('decimal', { nullable: true }) widthMm!: number | null;
  @Column('decimal', { nullable: true }) heightMm!: number | null;
  @Column('decimal', { nullable: true }) weightKg!: number | null;
  @Column('int') cellCount!: number;
  @Column('int') parallelStrings!: number;
  @Column('varchar', { nullable: true }) bmsType!: string | null;
  @Column('varchar') communicationProtocol!: CommunicationProtocol;
  @Column('varchar', { nullable: true }) manufacturer!: string | null;
  @Column('varchar', { nullable: true }) model!: string | null;
  @Column('varchar', { nullable: true }) datasheetUrl!: string | null;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('boolean') isActive!: boolean;
  @Column('int') version!: number;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
  @Column('datetime', { precision: 3 }) updatedAt!: Date;
}
