import type { HttpMethod, Operation } from './owner.js';

export type Match =
  | { readonly kind: 'found'; readonly operation: Operation }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly HttpMethod[] }
  | { readonly kind: 'unknown' };

interface Entry {
  readonly operation: Operation;
  readonly pattern: RegExp;
  readonly parameters: number;
}

/** Finds the owner of a request by its method and path. A fixed segment wins over a parameter. */
export class OperationTable {
  private readonly entries: readonly Entry[];

  constructor(operations: readonly Operation[]) {
    this.entries = operations
      .map((operation) => ({
        operation,
        pattern: patternOf(operation.path),
        parameters: operation.path.split('{').length - 1,
      }))
      .sort((left, right) => left.parameters - right.parameters);
  }

  match(method: string, path: string): Match {
    const matching = this.entries.filter(({ pattern }) => pattern.test(path));
    // A HEAD is answered by what answers the GET.
    const asked = method === 'HEAD' ? 'GET' : method;
    const found = matching.find(({ operation }) => operation.method === asked);
    if (found) return { kind: 'found', operation: found.operation };
    if (matching.length === 0) return { kind: 'unknown' };
    return { kind: 'wrong-method', allowed: matching.map(({ operation }) => operation.method) };
  }
}

function patternOf(path: string): RegExp {
  const segments = path.split('/').map((segment) => (segment.startsWith('{') ? '[^/]+' : literal(segment)));
  return new RegExp(`^${segments.join('/')}$`);
}

const literal = (segment: string): string => segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
