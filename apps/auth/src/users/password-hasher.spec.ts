import { describe, expect, it } from '@jest/globals';
import { PasswordHasher } from './password-hasher.js';

const parameters = { memoryKibibytes: 1_024, iterations: 2, parallelism: 1 };

describe('PasswordHasher', () => {
  const hasher = new PasswordHasher(parameters);

  it('makes argon2id hashes with the given work, each with a salt of its own', async () => {
    const [one, two] = await Promise.all([hasher.hash('a password'), hasher.hash('a password')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=1024,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await hasher.verify(one, 'a password')).toBe(true);
    expect(await hasher.verify(one, 'another one')).toBe(false);
  });

  it('knows a password however its letters are composed', async () => {
    const hashed = await hasher.hash('clé à molette été');
    expect(await hasher.verify(hashed, 'clé à molette été'.normalize('NFD'))).toBe(true);
  });

  it('finds no password right for nobody', async () => {
    expect(await hasher.verify(null, 'a password')).toBe(false);
  });

  it('tells a hash of other parameters', async () => {
    const hashed = await hasher.hash('a password');
    expect(hasher.isOutdated(hashed)).toBe(false);
    expect(new PasswordHasher({ ...parameters, iterations: 3 }).isOutdated(hashed)).toBe(true);
    expect(hasher.isOutdated('$2b$12$abc')).toBe(true);
  });
});
