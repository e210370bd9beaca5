import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { correlationHeader, correlationIdFrom } from './correlation.js';

/** The adapter's own Fastify, whichever release it brings; its methods answer it. */
export type HttpInstance = ReturnType<FastifyAdapter['get']>;

export interface HttpLimits {
  /** Bytes of a request body; a longer one is answered with 413. */
  readonly largestBody: number;
  /** Milliseconds for a whole request to arrive. */
  readonly requestTimeout: number;
}

export const defaultHttpLimits: HttpLimits = { largestBody: 256 * 1024, requestTimeout: 30_000 };

/** Fastify within limits. It never trusts a proxy's headers: addresses of callers are walked by our own rule. */
export function createHttpAdapter(limits: HttpLimits): FastifyAdapter {
  return new FastifyAdapter({
    logger: false,
    trustProxy: false,
    bodyLimit: limits.largestBody,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    genReqId: (request: IncomingMessage) => correlationIdFrom(request.headers[correlationHeader]),
  });
}
