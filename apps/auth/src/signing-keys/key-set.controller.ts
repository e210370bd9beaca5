import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PublicRoute } from '@trackingbms/service-kit';
import { type PublicSigningKey, SigningKey } from './signing-key.js';

@ApiTags('signing keys')
@Controller('.well-known')
export class KeySetController {
  constructor(private readonly key: SigningKey) {}

  @Get('jwks.json')
  @PublicRoute('verifiers of tokens read the public keys before they can know anybody')
  @Header('cache-control', 'public, max-age=300')
  @ApiOkResponse({ description: 'JSON Web Key Set (RFC 7517)', schema: { type: 'object' } })
  keySet(): { keys: PublicSigningKey[] } {
    return { keys: [this.key.publicKey] };
  }
}
