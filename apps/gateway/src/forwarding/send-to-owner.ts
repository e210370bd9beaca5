import { ProblemError } from '@trackingbms/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ownerUnavailable } from './forwarding.errors.js';
import type { Owner } from './owner.js';

type Headers = Record<string, string | string[] | undefined>;

/** Headers by which a caller could pretend to be somebody else's proxy, and what is between two neighbours only. */
const notPassedOn = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'forwarded',
  'x-real-ip',
  // Answered here already: the body is on its way.
  'expect',
] as const;

/** Sends the request on and the answer back; rejects with a problem when the owner does not answer. */
export function sendToOwner(request: FastifyRequest, reply: FastifyReply, owner: Owner): Promise<void> {
  return new Promise((resolve, reject) => {
    reply.raw.once('close', () => resolve());
    reply.from(`${owner.url}${request.url}`, {
      rewriteRequestHeaders: (_request, headers) => headersFor(request, headers),
      onResponse: (_request, answer, stream) => {
        answer.send((stream as { stream?: unknown }).stream ?? stream);
        resolve();
      },
      onError: (_reply, { error }) => reject(problemOf(error)),
    });
  });
}

/** A body that was cut off at its limit ends the request as much as an owner that is away. */
function problemOf({ cause }: Error): ProblemError {
  return cause instanceof ProblemError ? cause : ownerUnavailable();
}

function headersFor(request: FastifyRequest, headers: Headers): Headers {
  const passed = { ...headers };
  for (const name of notPassedOn) delete passed[name];
  return { ...passed, 'x-correlation-id': request.id, 'x-forwarded-for': request.ip };
}
