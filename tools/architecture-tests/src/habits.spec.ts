import { rulesBroken } from './lint-fixture.js';

const broken = (code: string, file = 'apps/fleet/src/index.ts') => rulesBroken(file, code);

describe('habits that the lint keeps', () => {
  it.each([
    [
      'a topic name outside the contracts',
      "export const topic = 'trackingbms.readings.v1';",
      'no-restricted-syntax',
    ],
    ['a cycle mended by forwardRef', 'export const one = forwardRef(() => Two);', 'no-restricted-syntax'],
    ['a default export', 'export default 1;', 'no-restricted-syntax'],
    ['a barrel', "export * from './other.js';", 'no-restricted-syntax'],
    ['an active record', 'export class Row extends BaseEntity {}', 'no-restricted-syntax'],
    ['any', 'export const anything: any = 1;', '@typescript-eslint/no-explicit-any'],
    ['five parameters', 'export const many = (a, b, c, d, e) => [a, b, c, d, e];', 'max-params'],
    ['printing past the log', "console.log('hello');", 'no-console'],
  ])('turns red on %s', async (_, code, rule) => {
    expect(await broken(code)).toContain(rule);
  });

  it.each([
    ['the clock', 'export const now = Date.now();', 'no-restricted-properties'],
    ['chance', 'export const dice = Math.random();', 'no-restricted-properties'],
    ['the process', 'export const home = process.env;', 'no-restricted-globals'],
  ])('keeps %s out of the domain', async (_, code, rule) => {
    expect(await broken(code, 'libs/telemetry/src/index.ts')).toContain(rule);
  });

  it('turns red on a file above 300 lines', async () => {
    const code = Array.from({ length: 301 }, (_, index) => `export const n${index} = ${index};`).join('\n');
    expect(await broken(code)).toContain('max-lines');
  });
});
