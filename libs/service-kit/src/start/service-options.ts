import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { DatabaseDirectory } from '@trackingbms/tenants';
import type { DestinationStream } from 'pino';
import type { VerificationKeys } from '../access/verification-keys.js';
import type { HttpLimits } from '../http/create-http-adapter.js';
import type { ProblemMapping } from '../problems/to-problem.js';
import type { OperationsSettings } from '../settings/service-settings.js';

export interface ServiceOptions<S extends OperationsSettings> {
  /** The service's name in its OpenAPI document. */
  readonly name: string;
  readonly module: Type | DynamicModule;
  /** Injected under its class and every class above it. */
  readonly settings: S;
  /** Consumers of topics, made after the modules and started before the HTTP port opens. */
  readonly strategies?: (app: INestApplicationContext) => readonly CustomTransportStrategy[];
  /** How the service's own errors become answers. */
  readonly problems?: readonly ProblemMapping[];
  /** Instead of asking AUTH_JWKS_URL. */
  readonly verificationKeys?: VerificationKeys;
  /** Instead of asking TENANT_MANAGER_URL. */
  readonly directory?: DatabaseDirectory;
  readonly http?: Partial<HttpLimits>;
  /** Last touch before the application initializes: raw routes, hooks. */
  readonly configure?: (app: NestFastifyApplication) => void | Promise<void>;
  /** `METHOD /path` of raw routes that are meant to be there; the code that adds them answers for who may call them. */
  readonly rawRoutes?: readonly string[];
  /** What `/openapi.json` answers instead of the service's own document: the gateway shows everybody's. */
  readonly publishedDocument?: (app: NestFastifyApplication, own: OpenAPIObject) => unknown;
  readonly logDestination?: DestinationStream;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** Null when the service has no HTTP port. */
  readonly httpUrl: string | null;
  readonly operationsUrl: string;
  /** Stops taking work, lets what is under way end, closes everything. Safe to call twice. */
  stop(): Promise<void>;
}
