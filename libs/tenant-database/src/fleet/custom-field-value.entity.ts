import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CustomFieldTarget } from './custom-field.entity.js';

@Entity('custom_field_values')
export class CustomFieldValueEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: number;
  @Column('int') customFieldId!: number;
  @Column('varchar') entityType!: CustomFieldTarget;
  @Column('int') entityId!: number;
  @Column('text', { nullable: true }) fieldValue!: string | null;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
  @Column('datetime', { precision: 3 }) updatedAt!: Date;
}
