import { profileProtocols } from '@trackingbms/batteries';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';

const longestText = 200_000;
/** What a YAML text may hold at all: no control characters, no halves of characters. */
const printable = /^[\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

export class AddDeviceProfileRequest {
  @ApiProperty({ minLength: 1, maxLength: longestText, description: 'YAML; a DBC is text under `dbc`' })
  @IsString()
  @MinLength(1)
  @MaxLength(longestText)
  @Matches(printable)
  text!: string;
}

export const profileOrigins = ['shipped', 'own'] as const;
export type ProfileOrigin = (typeof profileOrigins)[number];

/** A profile in the list. What is shipped has no id. */
export class DeviceProfileItem {
  @ApiProperty({ type: 'integer', nullable: true }) id!: number | null;
  @ApiProperty({ enum: profileOrigins }) origin!: ProfileOrigin;
  @ApiProperty({ description: 'What `bmsConfig.profile` says, alone or as name@version' }) name!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: profileProtocols }) protocol!: (typeof profileProtocols)[number];
  @ApiProperty({ type: [String] }) transports!: readonly string[];
  @ApiProperty({ description: 'A profile that is not active is not used' }) isActive!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) createdAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) updatedAt!: string | null;
}

export class DeviceProfileAnswer extends DeviceProfileItem {
  @ApiProperty() text!: string;
}

export class DeviceProfilePage {
  @ApiProperty({ type: [DeviceProfileItem] }) items!: DeviceProfileItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
