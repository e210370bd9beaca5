import { join } from 'node:path';
import type { InternalCaller, Secrets } from '../stack/secrets.js';

export type ServiceName = Exclude<InternalCaller, 'operator'>;

/** The first is started by itself, the others together. */
export const serviceNames: readonly ServiceName[] = [
  'tenant-manager',
  'auth',
  'fleet',
  'data-processor',
  'bms-connector',
  'gateway',
];

export interface ServicePorts {
  /** For people's and services' requests. */
  readonly http: number;
  /** For health and metrics. */
  readonly operations: number;
}

export interface Surroundings {
  readonly ports: Readonly<Record<ServiceName, ServicePorts>>;
  readonly kafkaBrokers: string;
  readonly mqttUrl: string;
  readonly databaseServersFile: string;
  readonly secrets: Secrets;
  readonly spoolFolder: string;
}

/** The settings of one service: everything it knows of its surroundings is in its environment. */
export function settingsOf(service: ServiceName, around: Surroundings): Record<string, string> {
  return { ...ordinarySettings(service, around), ...ownSettings(service, around) };
}

const url = (around: Surroundings, service: ServiceName): string =>
  `http://127.0.0.1:${around.ports[service].http}`;

function ordinarySettings(service: ServiceName, around: Surroundings): Record<string, string> {
  const ports = around.ports[service];
  return {
    NODE_ENV: 'production',
    TRACKINGBMS_SUPERVISED: '1',
    SERVICE_NAME: service,
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(ports.http),
    OPERATIONS_HOST: '127.0.0.1',
    OPERATIONS_PORT: String(ports.operations),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
    KAFKA_BROKERS: around.kafkaBrokers,
    AUTH_JWKS_URL: `${url(around, 'auth')}/.well-known/jwks.json`,
    AUTH_ISSUER: 'https://auth.trackingbms.local',
    TENANT_MANAGER_URL: url(around, 'tenant-manager'),
    SERVICE_CREDENTIAL_FILE: around.secrets.credentialFile(service),
  };
}

function ownSettings(service: ServiceName, around: Surroundings): Record<string, string> {
  const credentials = { SERVICE_CREDENTIALS_FILE: around.secrets.path('service-credentials.json') };
  switch (service) {
    case 'tenant-manager':
      return {
        ...credentials,
        DATABASE_SERVERS_FILE: around.databaseServersFile,
        MASTER_KEY_FILE: around.secrets.path('master-key'),
      };
    case 'auth':
      return {
        ...credentials,
        SIGNING_KEY_FILE: around.secrets.path('signing-key.json'),
        // The gateway says on whose behalf it asks.
        TRUSTED_PROXIES: '127.0.0.0/8',
      };
    case 'gateway':
      return {
        AUTH_URL: url(around, 'auth'),
        FLEET_URL: url(around, 'fleet'),
        DATA_PROCESSOR_URL: url(around, 'data-processor'),
        BMS_CONNECTOR_URL: url(around, 'bms-connector'),
      };
    case 'bms-connector':
      return {
        SPOOL_DIRECTORY: join(around.spoolFolder, service),
        SPOOL_MAX_BYTES: String(256 * 1024 * 1024),
        ALLOWED_DEVICE_RANGES: '127.0.0.0/8',
        // The gateway says on whose behalf it asks: wrong secrets count against who showed them.
        TRUSTED_PROXIES: '127.0.0.0/8',
        MQTT_URL: around.mqttUrl,
        MQTT_CLIENT_ID: service,
        MQTT_USERNAME: service,
        MQTT_PASSWORD_FILE: around.secrets.path('mqtt-connector-password'),
      };
    case 'fleet':
    case 'data-processor':
      return {};
  }
}
