import {
  applyDecorators,
  createParamDecorator,
  UseInterceptors,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblems, requireIfMatch } from '@trackingbms/service-kit';
import { idempotencyKeyOf, type IdempotencyKey } from '../idempotency/idempotency-key.js';
import { EntityAnswers } from './entity-answer.js';

/** What the headers of a POST say beside its body. */
export interface CommandHeaders {
  readonly key: IdempotencyKey | null;
  /** The version the caller has seen, where they say so. */
  readonly version: number | null;
}

export const CurrentCommand = createParamDecorator(
  (_: unknown, context: ExecutionContext): CommandHeaders => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const seen = request.headers['if-match'];
    return { key: idempotencyKeyOf(request), version: seen === undefined ? null : requireIfMatch(seen) };
  },
);

/** A POST: documents {@link CommandHeaders} and the ways of being refused. */
export const CommandRoute = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(EntityAnswers),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'A repeat with the same key within a day gets the same answer and changes nothing',
    }),
    ApiHeader({ name: 'If-Match', required: false, description: 'ETag of the version you have seen' }),
    ApiProblems(404, 409, 412, 422),
  );

/** A PATCH: needs If-Match. */
export const ChangeRoute = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(EntityAnswers),
    ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the version you have seen' }),
    ApiProblems(404, 409, 412, 422, 428),
  );

/** A GET of one entity, with its ETag. */
export const EntityRoute = (): MethodDecorator =>
  applyDecorators(UseInterceptors(EntityAnswers), ApiProblems(404));
