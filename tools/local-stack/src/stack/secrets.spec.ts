import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secrets } from './secrets.js';

describe('the secrets of an installation', () => {
  let folder: string;

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'trackingbms-secrets-')), 'secrets');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are made once and kept', async () => {
    const first = await Secrets.open(folder);
    const [key, credential] = [
      await readFile(first.path('master-key'), 'utf8'),
      await first.credential('operator'),
    ];
    const second = await Secrets.open(folder);
    expect(await readFile(second.path('master-key'), 'utf8')).toBe(key);
    expect(await second.credential('operator')).toBe(credential);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
  });

  it('can be read by their owner alone', async () => {
    const secrets = await Secrets.open(folder);
    const modes = [
      folder,
      secrets.path('master-key'),
      secrets.path('signing-key.json'),
      secrets.credentialFile('fleet'),
    ];
    expect(
      await Promise.all(modes.map(async (path) => ((await stat(path)).mode & 0o077).toString(8))),
    ).toEqual(['0', '0', '0', '0']);
  });

  it('give the receivers of internal calls hashes only', async () => {
    const secrets = await Secrets.open(folder);
    const hashes = JSON.parse(await readFile(secrets.path('service-credentials.json'), 'utf8')) as Record<
      string,
      string
    >;
    const credential = await secrets.credential('fleet');
    expect(hashes['fleet']).toBe(createHash('sha256').update(credential).digest('hex'));
    expect(JSON.stringify(hashes)).not.toContain(credential);
  });
});
