import { currentCorrelationId } from '@trackingbms/service-kit';
import type { FastifyRequest } from 'fastify';
import type { AuditOrigin } from './audit-log.js';

/** Who sent a request to an internal route: `service` as its credential says, the rest as its connection does. */
export function originOf(service: string, request: FastifyRequest): AuditOrigin {
  const userAgent = request.headers['user-agent'];
  const correlationId = currentCorrelationId();
  return {
    actor: service,
    address: request.ip,
    ...(userAgent !== undefined && { userAgent }),
    ...(correlationId !== undefined && { correlationId }),
  };
}
