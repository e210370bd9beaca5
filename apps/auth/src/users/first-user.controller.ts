import { Body, Controller, Param, ParseIntPipe, Post, Req } from '@nestjs/common';
import { ClientAddresses, InternalRoute } from '@trackingbms/service-kit';
import { IsBoolean, IsEmail, IsOptional, IsString, Length, Matches } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { CreateFirstUser } from './create-first-user.js';
import { longestPassword } from './password-rules.js';

export const usernamePattern = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$/;

export class FirstUserBody {
  @Matches(usernamePattern) username!: string;
  @IsEmail() @Length(3, 255) email!: string;
  @IsString() @Length(1, 100) firstName!: string;
  @IsString() @Length(1, 100) lastName!: string;
  /** For an operator who has to know it before the answer can get lost; made here when absent. */
  @IsOptional() @IsString() @Length(1, longestPassword) password?: string;
  @IsBoolean() mustChangePassword: boolean = true;
}

@Controller('internal/tenants/:tenantId/first-user')
export class FirstUserController {
  constructor(
    private readonly firstUser: CreateFirstUser,
    private readonly addresses: ClientAddresses,
  ) {}

  @Post()
  @InternalRoute('operator')
  create(
    @Param('tenantId', ParseIntPipe) tenantId: number,
    @Body() body: FirstUserBody,
    @Req() request: FastifyRequest,
  ): Promise<{ username: string; password: string }> {
    return this.firstUser.execute(tenantId, body, this.addresses.of(request));
  }
}
