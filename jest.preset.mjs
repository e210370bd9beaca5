import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));

/** One lane of tests, chosen by the file suffix that TEST_LANE names: spec, int-spec or e2e-spec. */
const lane = process.env.TEST_LANE ?? 'spec';
const needsServers = lane !== 'spec';

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@trackingbms/source', 'node', 'node-addons'] },
  testMatch: [`<rootDir>/src/**/*.${lane}.ts`],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  coverageProvider: 'v8',
  ...(needsServers && {
    globalSetup: new URL('./tools/local-stack/jest/global-setup.mjs', import.meta.url).pathname,
    globalTeardown: new URL('./tools/local-stack/jest/global-teardown.mjs', import.meta.url).pathname,
    maxWorkers: 1,
    testTimeout: 60_000,
  }),
};
