import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const sweepMilliseconds = 50;

/**
 * Closes an application when its requests have ended. A connection whose last request ends during the stop would stay
 * open for the client's next one, and the server waits for every connection: so idle ones are closed as they become it.
 */
export async function closeApplication(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMilliseconds);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
  }
}
