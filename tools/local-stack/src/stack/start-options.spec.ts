import { parseStartOptions } from './start-options.js';

describe('options of npm start', () => {
  it('has a demo of one client and sixteen packs by default', () => {
    expect(parseStartOptions([])).toEqual({ tenants: 1, batteries: 16, interval: 5, seed: 1 });
  });

  it('takes the size of the demo', () => {
    const args = ['--tenants', '3', '--batteries', '40', '--interval', '1'];
    expect(parseStartOptions(args)).toMatchObject({ tenants: 3, batteries: 40, interval: 1 });
  });

  it.each([
    ['--tenants', '0'],
    ['--batteries', '2001'],
    ['--interval', '1.5'],
    ['--interval', 'x'],
    ['--colour', 'red'],
  ])('refuses %s %s with what is allowed', (...args) => {
    expect(() => parseStartOptions(args)).toThrow(/STACK\.WRONG_OPTION.*--tenants 1\.\.100/);
  });
});
