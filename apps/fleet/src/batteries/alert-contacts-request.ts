import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsEmail, IsString, Matches, ValidateIf } from 'class-validator';

const present = (_: unknown, value: unknown): boolean => value !== undefined;

/** Who is told of a battery's alerts. Personal data. */
export class AlertContactsRequest {
  @ApiProperty({ type: [String], required: false, maxItems: 20 })
  @ValidateIf(present)
  @IsArray()
  @ArrayMaxSize(20)
  @IsEmail({}, { each: true })
  emails?: string[];

  @ApiProperty({ type: [String], required: false, maxItems: 20 })
  @ValidateIf(present)
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Matches(/^\+?[0-9][0-9 ().-]{4,29}$/, { each: true })
  phones?: string[];
}
