import { describe, expect, it } from '@jest/globals';
import { ownProfileCheck } from './own-profile-check.js';
import { checkProfile } from './testing/shipped-profile.js';

const check = ownProfileCheck(checkProfile);
const good = {
  profile: 'our-rack',
  version: 1,
  title: 'Our rack',
  protocol: 'canbus',
  transports: ['socketcand'],
  currentSign: { positive: 'charging' },
  fields: { packVoltage: { from: { signal: 'PackVoltage' } } },
  dbc: 'VERSION ""',
};
const pathsOf = (value: unknown) => check(value).map(({ path }) => path);

describe("a client's own profile", () => {
  it('stands alone', () => {
    expect(pathsOf(good)).toEqual([]);
    expect(pathsOf({ ...good, dbc: undefined, dbcFile: 'ours.dbc' })).toEqual(['/dbcFile', '/dbc']);
  });

  it('fits where it is kept', () => {
    expect(pathsOf({ ...good, title: 'x'.repeat(256), version: 1_000_001 })).toEqual(['/title', '/version']);
  });

  it('is checked like any other', () => {
    expect(pathsOf({ ...good, fields: {}, title: 7 })).toEqual(['/title', '/fields']);
    expect(pathsOf(null)).toEqual(['/']);
  });
});
