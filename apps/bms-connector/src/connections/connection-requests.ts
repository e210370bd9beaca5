import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

const protocols = ['thingset', 'modbus', 'canbus', 'serial'] as const;

/** A battery's connection by the names of its fields, as it could be saved. */
export class TestConnectionRequest {
  @ApiProperty({ maxLength: 45, example: '10.1.2.3' })
  @IsString()
  @MaxLength(45)
  bmsIpAddress!: string;

  @ApiProperty({ required: false, minimum: 1, maximum: 65_535, default: 80 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  bmsPort?: number;

  @ApiProperty({ required: false, enum: protocols, default: 'thingset' })
  @IsOptional()
  @IsIn(protocols)
  bmsProtocol?: (typeof protocols)[number];

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'battery-connection.schema.json' })
  @IsObject()
  bmsConfig!: Record<string, unknown>;

  @ApiProperty({
    required: false,
    maxLength: 200_000,
    description:
      'A profile of your own (YAML), to try before it is saved. bmsConfig.profile may be left out then.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200_000)
  profileText?: string;

  @ApiProperty({
    required: false,
    default: false,
    description: 'Also list what the device says it has (ThingSet), by its own names',
  })
  @IsOptional()
  @IsBoolean()
  listObjects?: boolean;
}

export class DetectRequest {
  @ApiProperty({
    maxLength: 45,
    example: '10.1.2.3',
    description: 'One address; there are no scans of ranges',
  })
  @IsString()
  @MaxLength(45)
  address!: string;

  @ApiProperty({
    required: false,
    type: [Number],
    maxItems: 4,
    description: 'Default: those of the profiles',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(65_535, { each: true })
  ports?: number[];
}
