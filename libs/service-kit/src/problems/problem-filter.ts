import { type ArgumentsHost, Catch, type ExceptionFilter, type LoggerService } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { identityOf } from '../access/request-identity.js';
import { chooseLanguage } from './language.js';
import { problemDocument, problemMediaType } from './problem-document.js';
import { type ProblemMapping, toProblem } from './to-problem.js';

/** The one place where errors become answers. What was not foreseen is logged whole and answered without a word about it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: LoggerService,
    private readonly mappings: readonly ProblemMapping[] = [],
  ) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    return this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  private answer(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    const { problem, unexpected } = toProblem(error, this.mappings);
    if (unexpected) this.logger.error(error);
    if (reply.sent || reply.raw.headersSent) return reply.raw.destroy();
    const language = chooseLanguage(request.headers['accept-language'], identityOf(request).caller?.language);
    return reply
      .status(problem.status)
      .headers({ ...problem.extra.headers, 'content-language': language })
      .type(problemMediaType)
      .send(JSON.stringify(problemDocument(problem, language, request.id)));
  }
}
