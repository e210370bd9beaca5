import { accessLevels, environmentTypes } from '@trackingbms/batteries';
import { ApiProperty, PartialType } from '@nestjs/swagger';
import { IsEmail, MaxLength } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import {
  ChoiceField,
  DayField,
  FlagField,
  IdField,
  NotesField,
  NumberField,
  SlugField,
  TextField,
} from '../fields/fields.js';
import { presence } from '../fields/presence.js';

const MailField = () =>
  applyDecorators(
    ...presence({ nullable: true }, { type: 'string', format: 'email', maxLength: 255 }),
    IsEmail(),
    MaxLength(255),
  );

export class AddLocationRequest {
  @TextField(255) name!: string;
  @SlugField({ optional: true, description: 'Default: made of the name' }) slug?: string;
  @IdField({ nullable: true, description: 'The location it stands in; null for a site' })
  parentId?: number | null;
  @NotesField() address?: string | null;
  @TextField(100, { nullable: true }) city?: string | null;
  @TextField(50, { nullable: true }) province?: string | null;
  @TextField(20, { nullable: true }) postalCode?: string | null;
  @TextField(2, { optional: true, pattern: /^[A-Z]{2}$/, description: 'ISO 3166-1, default CA' })
  country?: string;
  @NumberField(8, { nullable: true, min: -90, max: 90, description: 'Degrees' }) latitude?: number | null;
  @NumberField(8, { nullable: true, min: -180, max: 180, description: 'Degrees' })
  longitude?: number | null;
  @ChoiceField(environmentTypes, { optional: true, description: 'Default: indoor' })
  environmentType?: (typeof environmentTypes)[number];
  @FlagField() climateControlled?: boolean;
  @FlagField() humidityControlled?: boolean;
  @ChoiceField(accessLevels, { optional: true, description: 'Default: restricted' })
  accessLevel?: (typeof accessLevels)[number];
  @FlagField() requiresAuthorization?: boolean;
  @TextField(255, { nullable: true }) responsibleName?: string | null;
  @TextField(50, { nullable: true }) responsiblePhone?: string | null;
  @MailField() responsibleEmail?: string | null;
  @NotesField() description?: string | null;
  @DayField() installationDate?: string | null;
  @FlagField() isActive?: boolean;
}

/** What is left out stays; null clears what can be cleared. Another `parentId` moves the location and all inside it. */
export class ChangeLocationRequest extends PartialType(AddLocationRequest, { skipNullProperties: false }) {}

/** A location as the API shows it: every field is there, null where there is nothing. */
export class LocationAnswer extends AddLocationRequest {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 8 }) level!: number;
  @ApiProperty({ description: 'Ids from the root to itself', example: '/1/4/9/' }) path!: string;
  @ApiProperty({ type: 'integer', description: 'In the ETag as well' }) version!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

export class LocationPage {
  @ApiProperty({ type: [LocationAnswer] }) items!: LocationAnswer[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
