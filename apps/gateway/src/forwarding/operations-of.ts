import type { OpenApiDocument } from '../openapi/openapi-document.js';
import type { HttpMethod, Operation, Owner } from './owner.js';

const methods: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const publicPrefix = '/v1/';

/** The operations that the gateway forwards to an owner: those of its document below `/v1`, and no other. */
export function operationsOf(owner: Owner, document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths)
    .filter(([path]) => path.startsWith(publicPrefix))
    .flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method.toLowerCase()];
        return operation === undefined ? [] : [{ owner, method, path, open: isOpen(operation) }];
      }),
    );
}

/** Only an empty security requirement opens an operation; one that says nothing stays closed. */
function isOpen(operation: unknown): boolean {
  const { security } = operation as { security?: readonly object[] };
  return security !== undefined && security.some((requirement) => Object.keys(requirement).length === 0);
}
