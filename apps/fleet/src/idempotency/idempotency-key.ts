import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { keyInvalid } from './idempotency.errors.js';

export interface IdempotencyKey {
  readonly key: string;
  /** SHA-256 of method, address and body. */
  readonly requestHash: Buffer;
}

const acceptable = /^[\x21-\x7e]{1,255}$/;

/** The key that the request names, null when it names none. Throws a 400 for a key that cannot be one. */
export function idempotencyKeyOf(
  request: Pick<FastifyRequest, 'headers' | 'method' | 'url' | 'body'>,
): IdempotencyKey | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !acceptable.test(key)) throw keyInvalid();
  const asked = JSON.stringify([request.method, request.url, request.body ?? null]);
  return { key, requestHash: createHash('sha256').update(asked).digest() };
}
