import { ApiProperty } from '@nestjs/swagger';

/** What opens and prolongs a session. */
export class SessionTokens {
  @ApiProperty({ description: 'Sent as `Authorization: Bearer ...` with every request' })
  accessToken!: string;
  @ApiProperty({ description: 'Seconds until the access token ends', example: 300 }) expiresIn!: number;
  @ApiProperty({ enum: ['Bearer'] }) tokenType!: 'Bearer';
  @ApiProperty({ description: 'Opens the next access token, once; the answer brings the next one' })
  refreshToken!: string;
  @ApiProperty({ description: 'True: until the password is changed, nothing else can be done' })
  mustChangePassword!: boolean;
}
