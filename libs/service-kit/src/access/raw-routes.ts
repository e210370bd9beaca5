import type { HttpInstance } from '../http/create-http-adapter.js';
import { type DeclaredRoute, RoutesUndeclared } from './route-walk.js';

/** Routes given to Fastify past the framework, where no guard looks. */
export class RawRoutes {
  private readonly seen = new Set<string>();

  constructor(instance: HttpInstance) {
    instance.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.seen.add(`${one} ${url}`);
    });
  }

  /**
   * @param open `METHOD /path` of each raw route that is meant to be there
   * @throws RoutesUndeclared when there is a route that no controller declares and that is not in the list.
   */
  requireKnown(declared: readonly DeclaredRoute[], open: readonly string[]): void {
    const known = new Set([...open, ...declared.map(({ method, path }) => `${method} ${path}`)]);
    const strangers = [...this.seen].filter((route) => !isKnown(route, known));
    if (strangers.length > 0) throw new RoutesUndeclared(strangers);
  }
}

/** A HEAD route is made of each GET route, and answers what it would. */
function isKnown(route: string, known: ReadonlySet<string>): boolean {
  const path = route.slice(route.indexOf(' ') + 1);
  const asGet = route.startsWith('HEAD ') ? `GET ${path}` : route;
  return known.has(route) || known.has(asGet) || known.has(`* ${path}`);
}
