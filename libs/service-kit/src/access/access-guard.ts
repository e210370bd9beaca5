import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { accessDenied, passwordChangeRequired, serviceCredentialRefused } from './access.errors.js';
import { type AccessDeclaration, accessDeclarationKey, type InternalCaller } from './access-declaration.js';
import { AccessTokens } from './access-tokens.js';
import type { Caller } from './caller.js';
import type { CredentialCheck } from './credential-check.js';
import type { PermissionName } from './permissions.js';
import { identify } from './request-identity.js';
import { ServiceCredentials } from './service-credentials.js';

/** Lets a request pass only as its route declares; a route without a declaration lets nobody pass. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly credentials: ServiceCredentials,
    private readonly checks: ReadonlyMap<string, CredentialCheck> = new Map(),
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // A record of a topic has no caller: who may publish is decided at the topic.
    if (context.getType() === 'rpc') return true;
    const declaration = this.reflector.get<AccessDeclaration | undefined>(
      accessDeclarationKey,
      context.getHandler(),
    );
    if (!declaration || context.getType() !== 'http') return false;
    await this.admit(declaration, context.switchToHttp().getRequest<FastifyRequest>());
    return true;
  }

  private async admit(declaration: AccessDeclaration, request: FastifyRequest): Promise<void> {
    switch (declaration.kind) {
      case 'public':
        return;
      case 'internal':
        identify(request, { callingService: this.serviceOf(request, declaration.caller) });
        return;
      case 'credential':
        identify(request, { holder: await this.holderOf(request, declaration.credential) });
        return;
      case 'permission':
        await this.admitCaller(request, declaration.permission);
    }
  }

  private async admitCaller(request: FastifyRequest, permission: PermissionName): Promise<void> {
    const caller = await this.tokens.authenticate(request.headers.authorization);
    identify(request, { caller });
    requirePermission(caller, permission);
  }

  private holderOf(request: FastifyRequest, kind: string): object | Promise<object> {
    const check = this.checks.get(kind);
    if (!check) throw new Error(`nobody checks credentials of the kind ${kind}`);
    return check.holderOf(request);
  }

  private serviceOf({ headers }: FastifyRequest, wanted: InternalCaller): string {
    const name = this.credentials.serviceOf(headers.authorization);
    if (name === null || (name === 'operator') !== (wanted === 'operator')) throw serviceCredentialRefused();
    return name;
  }
}

function requirePermission({ permissions }: Caller, wanted: PermissionName): void {
  if (permissions.includes(wanted)) return;
  const ownSessionOnly = permissions.length === 1 && permissions[0] === 'session:own';
  throw ownSessionOnly ? passwordChangeRequired() : accessDenied(wanted);
}
