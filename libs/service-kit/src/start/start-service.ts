import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { JsonLogger } from '../logging/json-logger.js';
import { OperationsServer } from '../operations/operations-server.js';
import { Readiness } from '../operations/readiness.js';
import { ServiceMetrics } from '../operations/service-metrics.js';
import type { OperationsSettings } from '../settings/service-settings.js';
import { closeApplication } from './close-application.js';
import { createApplication } from './create-application.js';
import type { RunningService, ServiceOptions } from './service-options.js';
import type { OptionalSettings } from './service-providers.js';

/**
 * Starts a service: operations port first, then consumers, then the HTTP port (when its settings have one).
 * Rejects, with everything closed again, when a route declares no access or a part cannot start.
 */
export async function startService<S extends OperationsSettings>(
  options: ServiceOptions<S>,
): Promise<RunningService> {
  const { settings } = options;
  const logger = JsonLogger.for(settings.SERVICE_NAME, settings.LOG_LEVEL, options.logDestination);
  const app = await createApplication(options, logger);
  const readiness = app.get(Readiness);
  const metrics = app.get(ServiceMetrics);
  metrics.collectRuntime();
  const operations = new OperationsServer(readiness, metrics);
  const stop = once(async () => {
    readiness.setServing(false);
    await closeApplication(app);
    await operations.close();
    metrics.registry.clear();
  });
  try {
    const operationsUrl = await operations.listen(settings.OPERATIONS_HOST, settings.OPERATIONS_PORT);
    await app.startAllMicroservices();
    const httpUrl = await listen(app, settings);
    readiness.setServing(true);
    logger.log({ msg: 'serving', httpUrl, operationsUrl });
    return { app, httpUrl, operationsUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(app: NestFastifyApplication, settings: OptionalSettings): Promise<string | null> {
  const { HTTP_PORT: port, HTTP_HOST: host = '127.0.0.1' } = settings;
  if (port === undefined) return null;
  await app.listen(port, host);
  const { port: taken } = app.getHttpServer().address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
