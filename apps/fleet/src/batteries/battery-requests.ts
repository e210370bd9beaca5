import { bmsProtocols, type BmsProtocol } from '@trackingbms/batteries';
import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, ValidateNested } from 'class-validator';
import {
  ChoiceField,
  DayField,
  FlagField,
  IdField,
  IpField,
  NotesField,
  NumberField,
  TextField,
  WholeField,
} from '../fields/fields.js';
import { AlertContactsRequest } from './alert-contacts-request.js';
import { BmsConfigRequest } from './bms-config-request.js';

const voltage = { nullable: true, min: 0, max: 999.99, description: 'V; the type’s limit when null' };
const current = { nullable: true, min: 0, max: 999_999.99, description: 'A; the type’s limit when null' };
const temperature = { nullable: true, min: -273, max: 1000, description: '°C; the type’s limit when null' };

export class RegisterBatteryRequest {
  @TextField(255) serialNumber!: string;
  @TextField(255) name!: string;
  @IdField() batteryTypeId!: number;
  @IdField() locationId!: number;
  @TextField(100, { nullable: true, description: 'The client’s own number' }) internalId?: string | null;

  @TextField(255, { nullable: true }) bmsId?: string | null;
  @IpField() bmsIpAddress?: string | null;
  @WholeField({ optional: true, min: 1, max: 65_535, description: 'Default 80' }) bmsPort?: number;
  @ChoiceField(bmsProtocols, { optional: true, description: 'Default: thingset' }) bmsProtocol?: BmsProtocol;
  @ApiProperty({ type: BmsConfigRequest, required: false, nullable: true })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BmsConfigRequest)
  bmsConfig?: BmsConfigRequest | null;

  @DayField() lastMaintenanceDate?: string | null;
  @DayField() nextMaintenanceDate?: string | null;
  @DayField() warrantyStartDate?: string | null;
  @DayField() warrantyEndDate?: string | null;
  @DayField() purchaseDate?: string | null;
  @DayField() installationDate?: string | null;

  @NumberField(2, voltage) customVoltageMin?: number | null;
  @NumberField(2, voltage) customVoltageMax?: number | null;
  @WholeField(temperature) customTempMin?: number | null;
  @WholeField(temperature) customTempMax?: number | null;
  @NumberField(2, current) customCurrentChargeMax?: number | null;
  @NumberField(2, current) customCurrentDischargeMax?: number | null;

  @FlagField() alertsEnabled?: boolean;
  @FlagField() criticalAlertsOnly?: boolean;
  @ApiProperty({ type: AlertContactsRequest, required: false, nullable: true })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => AlertContactsRequest)
  alertContacts?: AlertContactsRequest | null;
  @NotesField() notes?: string | null;
}

/** What is left out stays; null clears what can be cleared. */
export class ChangeBatteryRequest extends PartialType(RegisterBatteryRequest, {
  skipNullProperties: false,
}) {}

export class CommissionBatteryRequest {
  @DayField({ optional: true, description: 'Default: today, UTC' }) commissioningDate?: string;
}

export class DecommissionBatteryRequest {
  @TextField(500, { nullable: true }) reason?: string | null;
}
