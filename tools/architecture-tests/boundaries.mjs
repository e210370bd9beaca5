/**
 * Who may import whom: the lint configuration of every project, and what the red fixtures are checked against.
 * No rule is written for `*`, so that a project without its tag turns red.
 */
const web = [
  '@nestjs/*',
  'rxjs',
  'rxjs/*',
  'reflect-metadata',
  'fastify',
  '@fastify/*',
  'class-validator',
  'class-transformer',
  'node:*',
];
const jest = ['@jest/globals', 'fast-check', '@nestjs/testing'];

const project = (name, libs, packages) => ({
  sourceTag: `name:${name}`,
  onlyDependOnLibsWithTags: [`name:${name}`, ...libs.map((lib) => `name:${lib}`)],
  ...(packages && { allowedExternalImports: [...packages, ...jest] }),
});

export const domainLibs = ['batteries', 'telemetry', 'alerts', 'tenants'];
const everyLib = [...domainLibs, 'message-contracts', 'event-log', 'tenant-database', 'service-kit'];

export const boundaries = [
  project('batteries', [], []),
  project('tenants', [], []),
  project('telemetry', ['batteries'], []),
  project('alerts', ['batteries', 'telemetry'], []),
  project(
    'message-contracts',
    [],
    [
      'class-validator',
      'class-transformer',
      'class-transformer/*',
      'reflect-metadata',
      'class-validator-jsonschema',
      '@asyncapi/parser',
      'cloudevents',
      'ajv',
      'node:*',
    ],
  ),
  project('device-profiles', [], ['yaml', 'ajv', 'ajv/*', 'node:*']),
  project(
    'event-log',
    ['message-contracts'],
    ['kafkajs', 'kafkajs/*', '@nestjs/*', 'rxjs', 'reflect-metadata', 'node:*'],
  ),
  project('tenant-database', domainLibs, ['typeorm', 'mysql2', 'mysql2/*', 'reflect-metadata', 'node:*']),
  project(
    'service-kit',
    ['tenants'],
    [...web, 'nestjs-pino', 'pino', 'pino-http', 'prom-client', 'jose', 'node:*'],
  ),
  project('gateway', ['event-log', 'message-contracts', 'service-kit', 'tenants'], web),
  project('auth', everyLib, [...web, '@node-rs/argon2', 'jose']),
  project('fleet', [...everyLib, 'device-profiles'], web),
  project('data-processor', everyLib, web),
  project('tenant-manager', everyLib, [...web, 'typeorm', 'mysql2', 'mysql2/*']),
  project(
    'bms-connector',
    ['device-profiles', 'event-log', 'message-contracts', 'service-kit', 'batteries', 'telemetry', 'tenants'],
    [...web, 'ipaddr.js', 'mqtt', 'mqtt-packet'],
  ),
  project('local-stack', []),
  project('fleet-simulator', []),
  project('benchmarks', ['message-contracts', 'local-stack', 'fleet-simulator']),
  project('architecture-tests', ['local-stack']),
  project('e2e', ['message-contracts', 'local-stack', 'fleet-simulator']),
];
