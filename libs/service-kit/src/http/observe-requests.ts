import type { LoggerService } from '@nestjs/common';
import type { ServiceMetrics } from '../operations/service-metrics.js';
import { identityOf } from '../access/request-identity.js';
import type { HttpInstance } from './create-http-adapter.js';
import { correlationHeader, withCorrelationId } from './correlation.js';

/** Gives every request its correlation id, and every answer a metric and a log line without anything the caller sent. */
export function observeRequests(
  instance: HttpInstance,
  metrics: ServiceMetrics,
  logger: LoggerService,
): void {
  const duration = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });
  instance.addHook('onRequest', (request, reply, done) => {
    reply.header(correlationHeader, request.id);
    reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
    withCorrelationId(request.id, done);
  });
  instance.addHook('onResponse', (request, reply, done) => {
    const line = requestLine(request, reply);
    duration.observe(
      { method: line.method, route: line.route, status: String(line.status) },
      reply.elapsedTime / 1_000,
    );
    logger.log(line);
    done();
  });
}

interface ServedRequest {
  readonly id: string;
  readonly method: string;
  readonly routeOptions: { readonly url?: string };
}

/** The route's pattern stands for the address: an address can hold ids and words of the caller. */
function requestLine(request: ServedRequest, reply: { statusCode: number; elapsedTime: number }) {
  const { caller, callingService } = identityOf(request);
  return {
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    correlationId: request.id,
    ...(caller && { tenantId: caller.tenantId, userId: caller.userId }),
    ...(callingService && { callingService }),
  };
}
