import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { DeclaredRoute } from './route-walk.js';

/** Knows the holders of one kind of credential that is no token of a person. */
export interface CredentialCheck {
  /** Who shows a credential of this kind. @throws ProblemError for everybody else. */
  holderOf(request: FastifyRequest): object | Promise<object>;
}

/** What a module provides a `CredentialCheck` under. */
export const credentialCheck = (kind: string): string => `trackingbms:credential:${kind}`;

/** The kinds of credentials that routes declare, each once. */
export const credentialKinds = (routes: readonly DeclaredRoute[]): readonly string[] => [
  ...new Set(routes.flatMap(({ access }) => (access?.kind === 'credential' ? [access.credential] : []))),
];

/** @throws Error for a kind that nobody checks: its routes would be open or dead. */
export function requireCredentialChecks(
  app: INestApplicationContext,
  routes: readonly DeclaredRoute[],
): ReadonlyMap<string, CredentialCheck> {
  return new Map(
    credentialKinds(routes).map((kind) => [
      kind,
      app.get<CredentialCheck>(credentialCheck(kind), { strict: false }),
    ]),
  );
}
