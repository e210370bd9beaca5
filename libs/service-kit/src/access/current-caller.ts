import { createParamDecorator, type ExecutionContext, InternalServerErrorException } from '@nestjs/common';
import type { Caller } from './caller.js';
import { identityOf } from './request-identity.js';

/** The verified caller of a route that declares a permission. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = identityOf(context.switchToHttp().getRequest<object>());
  if (!caller) throw new InternalServerErrorException('the route declares no permission');
  return caller;
});

/** The name of the service that calls an internal route. */
export const CurrentService = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { callingService } = identityOf(context.switchToHttp().getRequest<object>());
  if (!callingService) throw new InternalServerErrorException('the route is not an internal one');
  return callingService;
});

/** Who shows the credential that the route declares, as its `CredentialCheck` answered. */
export const CurrentHolder = createParamDecorator((_: unknown, context: ExecutionContext): object => {
  const { holder } = identityOf(context.switchToHttp().getRequest<object>());
  if (!holder) throw new InternalServerErrorException('the route declares no credential');
  return holder;
});
