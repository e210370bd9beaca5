import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type CustomFieldType = 'text' | 'number' | 'date' | 'boolean' | 'select' | 'multiselect' | 'textarea';
export type CustomFieldTarget = 'battery' | 'location' | 'battery_type';

@Entity('custom_fields')
export class CustomFieldEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column('varchar') fieldName!: string;
  @Column('varchar') fieldLabel!: string;
  @Column('varchar') fieldType!: CustomFieldType;
  @Column('boolean') isRequired!: boolean;
  @Column('json', { nullable: true }) validationRules!: Record<string, unknown> | null;
  @Column('text', { nullable: true }) defaultValue!: string | null;
  /** Choices of a select or multiselect. */
  @Column('json', { nullable: true }) options!: string[] | null;
  @Column('int') displayOrder!: number;
  @Column('boolean') isVisibleInList!: boolean;
  @Column('boolean') isVisibleInDetail!: boolean;
  @Column('boolean') isSearchable!: boolean;
  @Column('varchar') appliesTo!: CustomFieldTarget;
  @Column('text', { nullable: true }) description!: string | null;
  @Column('text', { nullable: true }) helpText!: string | null;
  @Column('boolean') isActive!: boolean;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
  @Column('datetime', { precision: 3 }) updatedAt!: Date;
}
