import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { entityTag } from '@trackingbms/service-kit';
import type { RecordedAnswer } from '@trackingbms/tenant-database';

interface Versioned {
  readonly id: number;
  readonly version: number;
}

/** The answer that shows an entity as it is now. */
export const shown = (body: Versioned): RecordedAnswer => ({
  status: 200,
  headers: { etag: entityTag(body.version) },
  body,
});

/** The answer to the request that made an entity. */
export const created = (collection: string, body: Versioned): RecordedAnswer => ({
  status: 201,
  headers: { etag: entityTag(body.version), location: `/v1/${collection}/${body.id}` },
  body,
});

/** Sends the answer's headers and body; its status is the route's own. */
@Injectable()
export class EntityAnswers implements NestInterceptor<RecordedAnswer, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<RecordedAnswer>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ headers, body }) => {
        void reply.headers({ ...headers });
        return body;
      }),
    );
  }
}
