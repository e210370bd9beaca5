import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { workspaceRoot } from './lint-fixture.js';

const files = execFileSync('git', ['ls-files'], { cwd: workspaceRoot, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && existsSync(join(workspaceRoot, file)));
const sources = files.filter((file) => /^(apps|libs|tools|e2e)\/.*\.ts$/.test(file));
const projects = files.filter((file) => /^((apps|libs|tools)\/[^/]+|e2e)\/package\.json$/.test(file));
const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');

const suffixes = [
  'module',
  'controller',
  'consumer',
  'driver',
  'entity',
  'migration',
  'errors',
  'contract',
  'spec',
  'int-spec',
  'e2e-spec',
];

describe('the workspace', () => {
  it('gives every project its layer and its name', () => {
    for (const file of projects) {
      const { name, nx } = JSON.parse(read(file)) as { name: string; nx?: { tags?: string[] } };
      expect(nx?.tags).toEqual([
        expect.stringMatching(/^layer:/),
        `name:${name.replace('@trackingbms/', '')}`,
      ]);
    }
  });

  it('pins every version', () => {
    for (const file of ['package.json', ...projects]) {
      const { dependencies, devDependencies } = JSON.parse(read(file)) as Record<
        string,
        Record<string, string> | undefined
      >;
      for (const version of Object.values({ ...dependencies, ...devDependencies }))
        expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it('names files in kebab case with suffixes of the closed list', () => {
    const wrong = sources.filter((file) => {
      const [name = '', ...rest] = basename(file, '.ts').split('.');
      if (file.endsWith('.d.ts')) return false;
      const known = rest.every((suffix) => suffixes.includes(suffix) || /^v\d+$/.test(suffix));
      return !known || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
    });
    expect(wrong).toEqual([]);
  });

  it('has no drawer for everything', () => {
    const drawer = /(^|\/)(common|shared|utils?|helpers?|base|misc)(\.ts|\/)/;
    expect(sources.filter((file) => drawer.test(file))).toEqual([]);
  });

  it('has no index below a lib’s own', () => {
    const allowed = /^(libs\/[^/]+\/src\/(testing\/)?index\.ts|tools\/[^/]+\/src\/index\.ts)$/;
    expect(sources.filter((file) => basename(file) === 'index.ts' && !allowed.test(file))).toEqual([]);
  });

  it('switches no lint rule off', () => {
    const marks = ['eslint-' + 'disable', '@ts-' + 'ignore', '@ts-' + 'nocheck', '@ts-' + 'expect-error'];
    expect(sources.filter((file) => marks.some((mark) => read(file).includes(mark)))).toEqual([]);
  });

  it('has no test that is skipped or runs alone', () => {
    const mark = /\b(it|test|describe)\.(skip|only|todo)\(|\bx(it|describe)\(/;
    expect(sources.filter((file) => /spec\.ts$/.test(file) && mark.test(read(file)))).toEqual([]);
  });

  it('has a README in every lib and app', () => {
    const folders = projects
      .map((file) => file.replace('/package.json', ''))
      .filter((folder) => /^(libs|apps)\//.test(folder));
    expect(folders.filter((folder) => !files.includes(`${folder}/README.md`))).toEqual([]);
  });

  it.each(projects)('%s declares the packages that its project imports, and no other', (file) => {
    const folder = file.replace('package.json', '');
    const { name, dependencies, devDependencies } = JSON.parse(read(file)) as Manifest;
    const declared = Object.keys({ ...dependencies, ...devDependencies });
    const own = sources.filter((source) => source.startsWith(folder));
    const used = new Set(own.flatMap((source) => packagesImported(read(source))));
    const granted = [name, ...declared, ...testPackages];
    expect([...used].filter((one) => !granted.includes(one))).toEqual([]);
    expect(declared.filter((one) => !used.has(one))).toEqual([]);
  });
});

interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

/** What every project's tests may use: declared once, at the root. */
const testPackages = ['@jest/globals', 'fast-check'];

/** Names of packages in import declarations, dynamic imports and `require.resolve`. */
function packagesImported(code: string): string[] {
  const specifier =
    /^(?:import|export)\b[^;'"`]*?from '([^'.][^']*)';|^import '([^'.][^']*)';|\bimport\('([^'.][^']*)'\)|(?:require|\(import\.meta\.url\))\.resolve\(\s*'([^'.][^']*)'/gm;
  return [...code.matchAll(specifier)]
    .map(([, ...found]) => found.find(Boolean) ?? '')
    .filter((text) => !text.startsWith('node:'))
    .map((text) =>
      text
        .split('/')
        .slice(0, text.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}
