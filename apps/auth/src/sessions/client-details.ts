import { createHash } from 'node:crypto';
import type { ClientAddresses } from '@trackingbms/service-kit';
import { packIpAddress, type SessionClient } from '@trackingbms/tenant-database';
import type { FastifyRequest } from 'fastify';

/** Where a request comes from. */
export interface ClientDetails {
  /** IPv4 or IPv6 literal. */
  readonly address: string;
  readonly userAgent: string | null;
}

export function clientOf(request: FastifyRequest, addresses: ClientAddresses): ClientDetails {
  return { address: addresses.of(request), userAgent: request.headers['user-agent'] ?? null };
}

/** What a session is bound to. */
export function bindingOf({ address, userAgent }: ClientDetails): SessionClient {
  return {
    userAgentHash: createHash('sha256')
      .update(userAgent ?? '')
      .digest(),
    ipAddress: packIpAddress(address),
  };
}
