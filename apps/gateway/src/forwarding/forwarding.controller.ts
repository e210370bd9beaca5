import { All, Controller, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PublicRoute, UnparsedBody } from '@trackingbms/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerCheck } from '../access/caller-check.js';
import { admitBody } from './admit-body.js';
import { methodNotAllowed, noSuchOperation, ownerUnavailable } from './forwarding.errors.js';
import { OwnerDirectory } from './owner-directory.js';
import { sendToOwner } from './send-to-owner.js';
import type { Operation } from './owner.js';

/** Passes each request of the public API to the service that owns it. */
@ApiExcludeController()
@Controller('v1')
export class ForwardingController {
  constructor(
    private readonly owners: OwnerDirectory,
    private readonly check: CallerCheck,
  ) {}

  @All('*')
  @PublicRoute(
    'each operation says in its owner’s document whether it needs a token, and that is checked here',
  )
  @UnparsedBody({ types: ['*'], largest: Infinity })
  async forward(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const operation = this.operationOf(request);
    if (!operation.open) await this.check.admit(request.headers.authorization);
    admitBody(request, operation.body);
    await sendToOwner(request, reply, operation.owner);
  }

  private operationOf(request: FastifyRequest): Operation {
    const [path = ''] = request.url.split('?');
    const match = this.owners.match(request.method, path);
    switch (match.kind) {
      case 'found':
        return match.operation;
      case 'wrong-method':
        throw methodNotAllowed(match.allowed);
      case 'unknown':
        throw this.owners.complete ? noSuchOperation() : ownerUnavailable();
    }
  }
}
