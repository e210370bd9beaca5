import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, MaxLength } from 'class-validator';
import { longestPassword, shortestPassword } from '../users/password-rules.js';

export class SignInBody {
  @ApiProperty({ description: 'The organization’s short name', example: 'eds-quebec' })
  @IsString()
  @Length(1, 100)
  tenant!: string;

  @ApiProperty({ example: 'admin' }) @IsString() @Length(1, 100) username!: string;

  @ApiProperty({ format: 'password' }) @IsString() @Length(1, longestPassword) password!: string;
}

export class RefreshBody {
  @ApiProperty() @IsString() @MaxLength(100) refreshToken!: string;
}

export class ChangePasswordBody {
  @ApiProperty({ format: 'password' }) @IsString() @Length(1, longestPassword) currentPassword!: string;

  @ApiProperty({ format: 'password', minLength: shortestPassword })
  @IsString()
  @Length(1, longestPassword)
  newPassword!: string;
}
