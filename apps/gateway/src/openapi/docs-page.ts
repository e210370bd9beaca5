import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TrackingBMS API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>`;

const start =
  "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', deepLinking: true, persistAuthorization: false });";

/** Routes of the page, which anybody may see: it shows what the API is, not what is in it. */
export const docsRoutes = ['GET /docs', 'GET /docs/start.js', 'GET /docs/assets/*'];

/** A page to read and try the API, with its script and style from here: no other host is asked for anything. */
export async function serveDocsPage(app: NestFastifyApplication): Promise<void> {
  const instance = app.getHttpAdapter().getInstance();
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await instance.register(fastifyStatic, { root: assets, prefix: '/docs/assets/', decorateReply: false });
  instance.get('/docs', (_request, reply) => reply.type('text/html').send(page));
  instance.get('/docs/start.js', (_request, reply) => reply.type('text/javascript').send(start));
}
