import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessGuard } from '../access/access-guard.js';
import { AccessTokens } from '../access/access-tokens.js';
import { credentialKinds, requireCredentialChecks } from '../access/credential-check.js';
import { RawRoutes } from '../access/raw-routes.js';
import { type DeclaredRoute, requireDeclaredRoutes, walkRoutes } from '../access/route-walk.js';
import { ServiceCredentials } from '../access/service-credentials.js';
import { acceptBodies } from '../http/accept-bodies.js';
import { createHttpAdapter, defaultHttpLimits } from '../http/create-http-adapter.js';
import { observeRequests } from '../http/observe-requests.js';
import type { JsonLogger } from '../logging/json-logger.js';
import { openApiDocument } from '../openapi/openapi-document.js';
import { ServiceMetrics } from '../operations/service-metrics.js';
import { ProblemFilter } from '../problems/problem-filter.js';
import { requestValidationPipe } from '../problems/request-validation-pipe.js';
import type { OperationsSettings } from '../settings/service-settings.js';
import type { ServiceOptions } from './service-options.js';
import { type OptionalSettings, serviceProviders } from './service-providers.js';

const documentRoute = '/openapi.json';

@Module({})
class ServiceRoot {
  static around({ module }: ServiceOptions<OperationsSettings>, providers: Provider[]): DynamicModule {
    return { module: ServiceRoot, global: true, imports: [module], providers, exports: providers };
  }
}

/** The initialized application: every route declared, nothing listening yet. */
export async function createApplication<S extends OperationsSettings>(
  options: ServiceOptions<S>,
  logger: JsonLogger,
): Promise<NestFastifyApplication> {
  const adapter = createHttpAdapter({ ...defaultHttpLimits, ...options.http });
  const raw = new RawRoutes(adapter.getInstance());
  const root = ServiceRoot.around(options, serviceProviders(options, logger));
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger,
    abortOnError: false,
    bodyParser: false,
  });
  try {
    await prepare(app, options, logger);
    raw.requireKnown(requireAccess(app, options.settings), [
      `GET ${documentRoute}`,
      ...(options.rawRoutes ?? []),
    ]);
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function prepare<S extends OperationsSettings>(
  app: NestFastifyApplication,
  options: ServiceOptions<S>,
  logger: JsonLogger,
): Promise<void> {
  const instance = app.getHttpAdapter().getInstance();
  const routes = requireAccess(app, options.settings);
  acceptBodies(instance, routes);
  observeRequests(instance, app.get(ServiceMetrics), logger);
  app.useGlobalPipes(requestValidationPipe());
  app.useGlobalFilters(new ProblemFilter(logger, options.problems));
  app.useGlobalGuards(
    new AccessGuard(
      app.get(Reflector),
      app.get(AccessTokens),
      app.get(ServiceCredentials),
      requireCredentialChecks(app, routes),
    ),
  );
  await options.configure?.(app);
  for (const strategy of options.strategies?.(app) ?? []) app.connectMicroservice({ strategy });
  const served: { document: () => unknown } = { document: () => undefined };
  instance.get(documentRoute, (_request, reply) => reply.send(served.document()));
  await app.init();
  const own = openApiDocument(app, options.name, credentialKinds(routes));
  served.document = () => options.publishedDocument?.(app, own) ?? own;
  await instance.ready();
}

function requireAccess(app: NestFastifyApplication, settings: OptionalSettings): readonly DeclaredRoute[] {
  const routes = walkRoutes(app);
  requireDeclaredRoutes(routes);
  if (routes.some(({ access }) => access?.kind === 'internal') && !settings.SERVICE_CREDENTIALS_FILE) {
    throw new Error('There are internal routes, but no SERVICE_CREDENTIALS_FILE to know their callers by.');
  }
  return routes;
}
