import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problems/problem-error.js';

const strongTag = /^"(\d{1,15})"$/;

/** The ETag of a resource's version. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The version that an If-Match header names.
 * @throws ProblemError 428 when there is none, 412 when it is not one strong tag made by `entityTag`.
 */
export function requireIfMatch(header: string | undefined): number {
  if (header === undefined || header.trim() === '') {
    throw new ProblemError('PRECONDITION.REQUIRED', 428, {
      en: 'Send the ETag of the version you read as `If-Match`, so that nobody’s change is lost.',
      fr: 'Envoyez l’ETag de la version lue par `If-Match`, afin qu’aucun changement ne se perde.',
    });
  }
  const version = strongTag.exec(header.trim())?.[1];
  if (version === undefined) throw preconditionFailed();
  return Number(version);
}

/** The answer when the resource has moved on since the caller read it. */
export function preconditionFailed(): ProblemError {
  return new ProblemError('PRECONDITION.FAILED', 412, {
    en: 'It was changed since you read it: read it again and repeat your change on the new version.',
    fr: 'Un changement a eu lieu depuis votre lecture : relisez et refaites votre changement sur la nouvelle version.',
  });
}

/** The version of the If-Match header as a handler's argument; a request without one is answered with 428. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number =>
  requireIfMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
