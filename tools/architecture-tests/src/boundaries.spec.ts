import { boundaries } from '../boundaries.mjs';
import { rulesBroken } from './lint-fixture.js';

const imports = (specifier: string): string =>
  `import * as other from '${specifier}';\nexport const used = other;\n`;
const boundary = '@nx/enforce-module-boundaries';

/** One import per project that its rule forbids: each must turn the lint red. */
const forbidden: readonly [project: string, specifier: string, why: string][] = [
  ['libs/batteries', '@trackingbms/telemetry', 'batteries is the innermost domain'],
  ['libs/tenants', '@trackingbms/batteries', 'tenants knows no other domain'],
  ['libs/telemetry', '@trackingbms/alerts', 'alerts depend on telemetry, not the other way'],
  ['libs/alerts', '@trackingbms/tenants', 'alerts know batteries and telemetry only'],
  ['libs/message-contracts', '@trackingbms/telemetry', 'wire types are not domain types'],
  ['libs/device-profiles', '@trackingbms/message-contracts', 'a profile is no wire type'],
  ['libs/event-log', '@trackingbms/tenant-database', 'adapters do not know each other'],
  ['libs/event-log', 'typeorm', 'only tenant-database has TypeORM'],
  ['libs/tenant-database', '@trackingbms/event-log', 'adapters do not know each other'],
  ['libs/tenant-database', '@trackingbms/message-contracts', 'rows are not wire types'],
  ['libs/tenant-database', 'kafkajs', 'only event-log has the Kafka client'],
  ['libs/service-kit', '@trackingbms/event-log', 'the runtime has no Kafka'],
  ['libs/service-kit', 'typeorm', 'the runtime has no database'],
  ['apps/gateway', '@trackingbms/tenant-database', 'the gateway reads no database'],
  ['apps/gateway', '../../fleet/src/main.js', 'nobody imports an app'],
  ['apps/bms-connector', '@trackingbms/tenant-database', 'the connector runs on a customer’s site'],
  ['apps/bms-connector', '@trackingbms/alerts', 'alerts are not decided at the device'],
  ['apps/fleet', 'typeorm', 'apps speak to stores'],
  ['apps/fleet', '../../auth/src/main.js', 'nobody imports an app'],
  ['apps/data-processor', 'kafkajs', 'only event-log has the Kafka client'],
  ['apps/data-processor', 'mysql2', 'apps speak to stores'],
  ['apps/auth', 'typeorm', 'apps speak to stores'],
  ['apps/tenant-manager', 'kafkajs', 'only event-log has the Kafka client'],
  ['tools/local-stack', '@trackingbms/event-log', 'tools are outside, over the network'],
  ['tools/fleet-simulator', '@trackingbms/telemetry', 'the simulator shares no code with what it tests'],
  ['tools/benchmarks', '@trackingbms/tenant-database', 'benchmarks are outside, over the network'],
  ['tools/architecture-tests', '@trackingbms/alerts', 'architecture tests read text'],
  ['e2e', '@trackingbms/tenant-database', 'journeys go over the wire'],
];

describe('who may import whom', () => {
  it.each(forbidden)('%s may not import %s: %s', async (project, specifier) => {
    expect(await rulesBroken(`${project}/src/index.ts`, imports(specifier))).toContain(boundary);
  });

  it('has a red fixture for the rule of every project', () => {
    const tried = new Set(forbidden.map(([project]) => `name:${project.split('/').pop()}`));
    expect(boundaries.map(({ sourceTag }) => sourceTag).filter((tag) => !tried.has(tag))).toEqual([]);
  });

  it('lets an app import a lib that it is allowed', async () => {
    expect(await rulesBroken('apps/fleet/src/index.ts', imports('@trackingbms/batteries'))).toEqual([]);
  });

  it('forbids a relative import into another project', async () => {
    const code = imports('../../../libs/alerts/src/index.js');
    expect(await rulesBroken('apps/fleet/src/index.ts', code)).toContain(boundary);
  });

  it.each(['batteries', 'telemetry', 'alerts', 'tenants'])(
    'keeps %s free of packages, Node included',
    async (lib) => {
      for (const specifier of ['node:crypto', 'rxjs', '@nestjs/common']) {
        expect(await rulesBroken(`libs/${lib}/src/index.ts`, imports(specifier))).toContain(
          'no-restricted-imports',
        );
      }
    },
  );
});
