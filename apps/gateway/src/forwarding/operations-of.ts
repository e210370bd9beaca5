import type { OpenApiDocument } from '../openapi/openapi-document.js';
import type { BodyRule, HttpMethod, Operation, Owner } from './owner.js';

const methods: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const publicPrefix = '/v1/';

/** The operations that the gateway forwards to an owner: those of its document below `/v1`, and no other. */
export function operationsOf(owner: Owner, document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths)
    .filter(([path]) => path.startsWith(publicPrefix))
    .flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method.toLowerCase()] as Documented | undefined;
        if (operation === undefined) return [];
        return [{ owner, method, path, open: isOpen(operation), body: bodyOf(operation) }];
      }),
    );
}

/** What of an operation's documentation the gateway goes by. */
interface Documented {
  readonly security?: readonly object[];
  readonly 'x-credential'?: unknown;
  readonly 'x-unparsed-body'?: unknown;
}

/** Only an empty security requirement, or a credential that the owner checks, opens an operation. */
function isOpen({ security = [], ...operation }: Documented): boolean {
  if (typeof operation['x-credential'] === 'string') return true;
  return security.some((requirement) => Object.keys(requirement).length === 0);
}

const usualBody: BodyRule = { types: ['application/json'], largest: 256 * 1024 };

function bodyOf(operation: Documented): BodyRule {
  const rule = operation['x-unparsed-body'] as Partial<BodyRule> | undefined;
  const isRule = Array.isArray(rule?.types) && Number.isSafeInteger(rule.largest);
  return isRule ? (rule as BodyRule) : usualBody;
}
