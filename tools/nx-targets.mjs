import { dirname, join } from 'node:path';
import { existsSync, readdirSync } from 'node:fs';

const jest =
  'node --experimental-vm-modules --disable-warning=ExperimentalWarning --disable-warning=TimeoutNegativeWarning {workspaceRoot}/node_modules/jest/bin/jest.js';

const target = (command, extra = {}) => ({
  command,
  options: { cwd: '{projectRoot}', ...extra.options },
  cache: true,
  inputs: ['default', '^production'],
  ...Object.fromEntries(Object.entries(extra).filter(([key]) => key !== 'options')),
});

/** What tests read beside their own project and those it imports, so that no cached pass hides a change there. */
const alsoRead = {
  'libs/message-contracts': ['{workspaceRoot}/docs/reference/**/*'],
  'tools/architecture-tests': ['{workspaceRoot}/**/*'],
  e2e: ['{workspaceRoot}/{apps,libs,tools}/**/*', '{workspaceRoot}/README.md'],
};
/** Projects whose tests start the services as they are built. */
const startServices = ['tools/architecture-tests', 'e2e'];

function lane(suffix, root, up) {
  const servers = suffix !== 'spec';
  const built = startServices.includes(root) ? [{ target: 'build', projects: ['@trackingbms/*'] }] : [];
  // A suite that failed half-way may leave a connection open: it must not keep the whole run waiting.
  const quiet = suffix === 'e2e-spec' ? ' --silent' : '';
  const ending = servers ? ` --forceExit${quiet}` : '';
  return target(`TEST_LANE=${suffix} ${jest}${ending}`.replaceAll('{workspaceRoot}', up), {
    dependsOn: servers
      ? [{ target: 'build', projects: ['@trackingbms/local-stack'] }, '^build', 'build', ...built]
      : [],
    inputs: [
      'default',
      '^production',
      ...(servers ? ['{workspaceRoot}/tools/local-stack/**/*'] : []),
      ...(alsoRead[root] ?? []),
    ],
  });
}

function hasLane(folder, suffix) {
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((file) => String(file).endsWith(`.${suffix}.ts`))
  );
}

/** A lane exists only where a file of it exists, so that no run passes for want of tests. */
function targetsOf(root, workspaceRoot) {
  const up = root.includes('/') ? '../..' : '..';
  const source = join(workspaceRoot, root, 'src');
  const targets = {
    build: target(
      `swc src -d dist --strip-leading-paths --delete-dir-on-start --copy-files --config-file ${up}/.swcrc --ignore "**/*spec.ts"`,
      { inputs: ['production'], outputs: ['{projectRoot}/dist'], dependsOn: ['^build'] },
    ),
    typecheck: target('tsc -p tsconfig.json --noEmit'),
    format: target(`prettier --check . --ignore-path ${up}/.prettierignore --ignore-path ${up}/.gitignore`, {
      inputs: ['default'],
    }),
    lint: target('eslint . --max-warnings 0'),
  };
  if (hasLane(source, 'spec')) targets.test = lane('spec', root, up);
  if (hasLane(source, 'int-spec')) targets['test-int'] = lane('int-spec', root, up);
  if (hasLane(source, 'e2e-spec')) targets.e2e = lane('e2e-spec', root, up);
  return targets;
}

export const createNodesV2 = [
  '{{apps,libs,tools}/*,e2e}/package.json',
  (files, _options, context) =>
    files.map((file) => {
      const root = dirname(file);
      return [file, { projects: { [root]: { targets: targetsOf(root, context.workspaceRoot) } } }];
    }),
];
