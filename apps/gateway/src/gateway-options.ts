import helmet from '@fastify/helmet';
import replyFrom from '@fastify/reply-from';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OwnerDirectory } from './forwarding/owner-directory.js';
import { GatewayModule } from './gateway.module.js';
import { docsRoutes, serveDocsPage } from './openapi/docs-page.js';
import { mergeDocuments } from './openapi/merge-documents.js';
import type { OpenApiDocument } from './openapi/openapi-document.js';

/** Milliseconds an owner has for its whole answer. */
const ownerTimeout = 15_000;

async function configure(app: NestFastifyApplication): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { imgSrc: ["'self'", 'data:'], upgradeInsecureRequests: null } },
  });
  const undici = { connections: 64, pipelining: 1, headersTimeout: ownerTimeout, bodyTimeout: ownerTimeout };
  await app.register(replyFrom, { undici, disableRequestLogging: true, maxRetriesOn503: 0 });
  await serveDocsPage(app);
}

/** All of the gateway but its settings. */
export const gatewayOptions = {
  name: 'gateway',
  module: GatewayModule,
  configure,
  rawRoutes: docsRoutes,
  publishedDocument: (app: NestFastifyApplication, own: unknown): unknown =>
    mergeDocuments(own as OpenApiDocument, app.get(OwnerDirectory, { strict: false }).namedDocuments),
};
