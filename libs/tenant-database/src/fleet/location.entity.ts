import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type EnvironmentType = 'indoor' | 'outdoor' | 'semi-outdoor';
export type AccessLevel = 'public' | 'restricted' | 'secure' | 'high-security';

@Entity('locations')
export class LocationEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column('varchar') name!: string;
  @Column('varchar') slug!: string;
  @Column('int', { nullable: true }) parentId!: number | null;
  /** 1 = site, 2 = building, 3 = zone and so on. */
  @Column('int') level!: number;
  /** Ids from the root to this location, `/1/4/9/`. Empty until set, and then in nobody's scope. */
  @Column('varchar') path!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('varchar', { nullable: true }) city!: string | null;
  @Column('varchar', { nullable: true }) province!: string | null;
  @Column('varchar', { nullable: true }) postalCode!: string | null;
  /** ISO 3166, two letters. */
  @Column('varchar') country!: string;
  @Column('decimal', { nullable: true }) latitude!: number | null;
  @Column('decimal', { nullable: true }) longitude!: number | null;
  @Column('varchar') environmentType!: EnvironmentType;
  @Column('boolean') climateControlled!: boolean;
  @Column('boolean') humidityControlled!: boolean;
  @Column('varchar') accessLevel!: AccessLevel;
  @Column('boolean') requiresAuthorization!: boolean;
  @Column('varchar', { nullable: true }) responsibleName!: string | null;
  @Column('varchar', { nullable: true }) responsiblePhone!: string | null;
  @Column('varchar', { nullable: true }) responsibleEmail!: string | null;
  @Column('text', { nullable: true }) description!: string | null;
  /** YYYY-MM-DD. */
  @Column({ type: 'date', nullable: true, utc: true }) installationDate!: string | null;
  @Column('boolean') isActive!: boolean;
  @Column('int') version!: number;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
  @Column('datetime', { precision: 3 }) updatedAt!: Date;
}
