import type { FastifyRequest } from 'fastify';
import type { DeclaredRoute } from '../access/route-walk.js';
import { problemOfStatus } from '../problems/to-problem.js';
import { acceptJsonOnly } from './accept-json-only.js';
import type { HttpInstance } from './create-http-adapter.js';
import { readWithin } from './read-within.js';

const json = 'application/json';

/**
 * JSON and no others, as `acceptJsonOnly` has it, but for the routes whose handlers read the body themselves: they get
 * the stream, of the media types that they name.
 */
export function acceptBodies(instance: HttpInstance, routes: readonly DeclaredRoute[]): void {
  const unparsed = new UnparsedRoutes(routes);
  acceptJsonOnly(instance);
  if (unparsed.types.length === 0) return;
  const parseJson = instance.getDefaultJsonParser('error', 'error');
  const largest = instance.initialConfig.bodyLimit ?? 0;
  instance.removeContentTypeParser(json);
  instance.addContentTypeParser([...new Set([json, ...unparsed.types])], (request, stream, done) => {
    const type = mediaTypeOf(request);
    if (unparsed.takes(request, type)) return done(null, stream);
    if (type !== json) return done(problemOfStatus(415));
    readWithin(stream, largest).then(
      (body) => {
        if (body === undefined) done(problemOfStatus(413));
        else if (body.length === 0) done(null, undefined);
        else void parseJson(request, body.toString('utf8'), done);
      },
      () => done(problemOfStatus(400)),
    );
  });
}

const mediaTypeOf = ({ headers }: FastifyRequest): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();

class UnparsedRoutes {
  private readonly byRoute: ReadonlyMap<string, readonly string[]>;

  constructor(routes: readonly DeclaredRoute[]) {
    this.byRoute = new Map(
      routes.flatMap(({ method, path, unparsedBody }) =>
        unparsedBody ? [[`${method} ${path}`, unparsedBody.types]] : [],
      ),
    );
  }

  get types(): readonly string[] {
    return [...this.byRoute.values()].flat();
  }

  takes({ method, routeOptions: { url } }: FastifyRequest, type: string): boolean {
    const types = this.byRoute.get(`${method} ${url}`) ?? this.byRoute.get(`* ${url}`) ?? [];
    return types.includes('*') || types.includes(type);
  }
}
