import { bmsProtocols, chemistries, type BmsProtocol, type Chemistry } from '@trackingbms/batteries';
import { ApiProperty, PartialType } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { IsUrl, MaxLength } from 'class-validator';
import {
  ChoiceField,
  FlagField,
  NotesField,
  NumberField,
  SlugField,
  TextField,
  WholeField,
} from '../fields/fields.js';
import { presence } from '../fields/presence.js';

const current = { nullable: true, min: 0, max: 999_999.99, description: 'A' };
const temperature = { nullable: true, min: -273, max: 1000, description: '°C' };
const length = { nullable: true, min: 0, max: 999_999.99, description: 'mm' };

const WebAddressField = () =>
  applyDecorators(
    ...presence({ nullable: true }, { type: 'string', format: 'uri', maxLength: 500 }),
    IsUrl({ protocols: ['http', 'https'], require_protocol: true }),
    MaxLength(500),
  );

export class AddBatteryTypeRequest {
  @TextField(255) name!: string;
  @SlugField({ optional: true, description: 'Default: made of the name' }) slug?: string;
  @ChoiceField(chemistries) chemistry!: Chemistry;
  @NumberField(2, { min: 0.01, max: 999.99, description: 'V' }) nominalVoltage!: number;
  @NumberField(2, { min: 0.01, max: 999_999.99, description: 'Ah' }) capacityAh!: number;
  @NumberField(2, { min: 0.01, max: 99_999_999.99, description: 'Wh' }) capacityWh!: number;
  @NumberField(2, current) maxChargeCurrent?: number | null;
  @NumberField(2, current) maxDischargeCurrent?: number | null;
  @WholeField(temperature) operatingTempMin?: number | null;
  @WholeField(temperature) operatingTempMax?: number | null;
  @WholeField(temperature) storageTempMin?: number | null;
  @WholeField(temperature) storageTempMax?: number | null;
  @WholeField({ nullable: true, min: 1, max: 1_000_000 }) cycleLife?: number | null;
  @NumberField(2, { nullable: true, min: 0, max: 1, description: 'Fraction of the capacity' })
  depthOfDischarge?: number | null;
  @NumberField(2, length) lengthMm?: number | null;
  @NumberField(2, length) widthMm?: number | null;
  @NumberField(2, length) heightMm?: number | null;
  @NumberField(3, { nullable: true, min: 0, max: 99_999.999, description: 'kg' }) weightKg?: number | null;
  @WholeField({ min: 1, max: 1000, description: 'Cells in series' }) cellCount!: number;
  @WholeField({ optional: true, min: 1, max: 1000, description: 'Default 1' }) parallelStrings?: number;
  @TextField(100, { nullable: true }) bmsType?: string | null;
  @ChoiceField(bmsProtocols, { optional: true, description: 'Default: thingset' })
  communicationProtocol?: BmsProtocol;
  @TextField(255, { nullable: true }) manufacturer?: string | null;
  @TextField(255, { nullable: true }) model?: string | null;
  @WebAddressField() datasheetUrl?: string | null;
  @NotesField() notes?: string | null;
  @FlagField() isActive?: boolean;
}

/** What is left out stays; null clears what can be cleared. */
export class ChangeBatteryTypeRequest extends PartialType(AddBatteryTypeRequest, {
  skipNullProperties: false,
}) {}

/** A battery type as the API shows it: every field is there, null where there is nothing. */
export class BatteryTypeAnswer extends AddBatteryTypeRequest {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: 'integer', description: 'In the ETag as well' }) version!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

export class BatteryTypePage {
  @ApiProperty({ type: [BatteryTypeAnswer] }) items!: BatteryTypeAnswer[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
