import { Readable, Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { bodyTooLarge, bodyTypeUnknown } from './forwarding.errors.js';
import type { BodyRule } from './owner.js';

/**
 * Lets a body that the operation takes through as it was sent, never held here as a whole.
 * @throws ProblemError 415 for another media type, 413 for one that says that it is too large.
 */
export function admitBody(request: FastifyRequest, rule: BodyRule): void {
  if (!(request.body instanceof Readable)) return;
  const { headers } = request;
  const announced = Number(headers['content-length'] ?? NaN);
  if (headers['transfer-encoding'] === undefined && !(announced > 0)) {
    request.body = undefined;
    return;
  }
  if (!rule.types.includes(mediaTypeOf(headers['content-type']))) throw bodyTypeUnknown(rule.types);
  if (announced > rule.largest) throw bodyTooLarge(rule.largest);
  if (Number.isNaN(announced)) request.body = withinLimit(request.body, rule.largest);
}

const mediaTypeOf = (header = ''): string => (header.split(';', 1)[0] ?? '').trim().toLowerCase();

/** A body in chunks says no length: it ends in the problem as soon as it is too long. */
function withinLimit(body: Readable, largest: number): Readable {
  let size = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      if (size > largest) done(bodyTooLarge(largest));
      else done(null, chunk);
    },
  });
  body.on('error', (error) => counting.destroy(error));
  return body.pipe(counting);
}
