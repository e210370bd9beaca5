import type { Caller } from './caller.js';

/** Who a request was found to come from; empty for a public route. */
export interface RequestIdentity {
  readonly caller?: Caller;
  /** Name of the service that calls an internal route. */
  readonly callingService?: string;
  /** Who shows a credential, as its `CredentialCheck` says. */
  readonly holder?: object;
}

const nobody: RequestIdentity = {};
const identities = new WeakMap<object, RequestIdentity>();

/** Remembers beside the request, not in it, who it comes from: nothing that was sent can stand in its place. */
export function identify(request: object, identity: RequestIdentity): void {
  identities.set(request, identity);
}

export function identityOf(request: object): RequestIdentity {
  return identities.get(request) ?? nobody;
}
