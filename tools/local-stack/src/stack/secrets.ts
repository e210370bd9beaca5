import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newSecret } from '../servers/new-secret.js';

/** Who may call the services' internal routes: each of our services, and the operator of this installation. */
export const internalCallers = [
  'auth',
  'tenant-manager',
  'fleet',
  'bms-connector',
  'data-processor',
  'gateway',
  'operator',
] as const;
export type InternalCaller = (typeof internalCallers)[number];

/** The installation's secrets as files that only this user can read. Made once, kept from then on. */
export class Secrets {
  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<Secrets> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const secrets = new Secrets(folder);
    await secrets.once('master-key', () => randomBytes(32).toString('base64'));
    await secrets.once('signing-key.json', newSigningKey);
    for (const caller of internalCallers) await secrets.once(`${caller}.credential`, newSecret);
    await secrets.write('service-credentials.json', JSON.stringify(await secrets.credentialHashes()));
    return secrets;
  }

  /** A random secret under a name of its own, the same at every call. */
  async keep(name: string): Promise<string> {
    await this.once(name, newSecret);
    return readFile(this.path(name), 'utf8');
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  credentialFile(caller: InternalCaller): string {
    return this.path(`${caller}.credential`);
  }

  credential(caller: InternalCaller): Promise<string> {
    return readFile(this.credentialFile(caller), 'utf8');
  }

  /** Replaces a file in one step, so that a crash leaves the old or the new one, never half of it. */
  async write(name: string, content: string): Promise<string> {
    const path = this.path(name);
    await writeFile(`${path}.new`, content, { mode: 0o600 });
    await rename(`${path}.new`, path);
    return path;
  }

  private async once(name: string, make: () => string): Promise<void> {
    if (!existsSync(this.path(name))) await this.write(name, make());
  }

  private async credentialHashes(): Promise<Record<string, string>> {
    const hashes: Record<string, string> = {};
    for (const caller of internalCallers) {
      hashes[caller] = createHash('sha256')
        .update(await this.credential(caller))
        .digest('hex');
    }
    return hashes;
  }
}

function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return JSON.stringify({
    ...privateKey.export({ format: 'jwk' }),
    kid: randomUUID(),
    alg: 'EdDSA',
    use: 'sig',
  });
}
