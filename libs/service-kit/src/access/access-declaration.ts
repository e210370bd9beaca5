import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeEndpoint, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import { ApiProblems } from '../openapi/api-problems.js';
import type { PermissionName } from './permissions.js';

/** Who may call an internal route: the person operating the platform, or another service. */
export type InternalCaller = 'operator' | 'service';

export type AccessDeclaration =
  | { readonly kind: 'permission'; readonly permission: PermissionName }
  | { readonly kind: 'public'; readonly reason: string }
  | { readonly kind: 'internal'; readonly caller: InternalCaller }
  | { readonly kind: 'credential'; readonly credential: string };

export const accessDeclarationKey = 'trackingbms:access';

/** The route needs a valid token that holds this permission. */
export function Permission(permission: PermissionName): MethodDecorator {
  return applyDecorators(
    declare({ kind: 'permission', permission }),
    ApiBearerAuth('bearer'),
    ApiExtension('x-permission', permission),
    ApiProblems(400, 401, 403),
  );
}

/** The route is open to everybody; the reason is for the reader of the code. */
export function PublicRoute(reason: string): MethodDecorator {
  return applyDecorators(declare({ kind: 'public', reason }), ApiSecurity({}), ApiProblems(400));
}

/**
 * The route is for holders of a kind of credential that is no token of a person: a device's, for example. The module
 * provides a `CredentialCheck` under `credentialCheck(kind)`; without one the service does not start.
 */
export function CredentialRoute(credential: string): MethodDecorator {
  return applyDecorators(
    declare({ kind: 'credential', credential }),
    ApiBearerAuth(credential),
    ApiExtension('x-credential', credential),
    ApiProblems(400, 401, 403, 429),
  );
}

/** The route is for the platform itself, shown in no document and never forwarded by the gateway. */
export function InternalRoute(caller: InternalCaller): MethodDecorator {
  return applyDecorators(declare({ kind: 'internal', caller }), ApiExcludeEndpoint());
}

function declare(declaration: AccessDeclaration): MethodDecorator {
  return (target, key, descriptor) => {
    const handler = descriptor.value as object;
    if (Reflect.hasMetadata(accessDeclarationKey, handler)) {
      throw new Error(`${target.constructor.name}.${String(key)} declares its access twice`);
    }
    return SetMetadata(accessDeclarationKey, declaration)(target, key, descriptor);
  };
}
