import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The OpenAPI 3.1 document of a service's routes, without the internal ones. `credentials`: kinds beside people's tokens. */
export function openApiDocument(
  app: INestApplication,
  serviceName: string,
  credentials: readonly string[] = [],
): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`TrackingBMS: ${serviceName}`)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer');
  for (const kind of credentials) outline.addBearerAuth({ type: 'http', scheme: 'bearer' }, kind);
  return SwaggerModule.createDocument(app, outline.build(), {
    operationIdFactory: operationId,
  });
}

/** Unique in all services' documents together: `BatteriesController.list` is `batteriesList`. */
function operationId(controller: string, method: string): string {
  const noun = controller.replace(/Controller$/, '');
  return noun.charAt(0).toLowerCase() + noun.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
}
