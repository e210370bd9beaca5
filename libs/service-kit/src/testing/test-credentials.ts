import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceAuthorization } from '../access/service-credentials.js';

export interface TestCredentials {
  /** For SERVICE_CREDENTIALS_FILE. */
  readonly credentialsFile: string;
  /** For SERVICE_CREDENTIAL_FILE of that service. */
  credentialFile(name: string): string;
  /** `Authorization` header of an internal call by that service. */
  authorization(name: string): { authorization: string };
  remove(): void;
}

/** Secrets of the named services, in files that only this account can read. */
export function testCredentials(...names: readonly string[]): TestCredentials {
  const folder = mkdtempSync(join(tmpdir(), 'trackingbms-credentials-'));
  const secrets = new Map(names.map((name) => [name, randomBytes(32).toString('base64url')]));
  const write = (file: string, text: string): string => {
    writeFileSync(join(folder, file), text, { mode: 0o600 });
    return join(folder, file);
  };
  const secretOf = (name: string): string => {
    const secret = secrets.get(name);
    if (!secret) throw new Error(`no test credential was made for ${name}`);
    return secret;
  };
  const hashes = [...secrets].map(([name, secret]) => [
    name,
    createHash('sha256').update(secret).digest('hex'),
  ]);
  for (const [name, secret] of secrets) write(`${name}.secret`, secret);
  return {
    credentialsFile: write('credentials.json', JSON.stringify(Object.fromEntries(hashes))),
    credentialFile: (name) => join(folder, `${name}.secret`),
    authorization: (name) => ({ authorization: serviceAuthorization(name, secretOf(name)) }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
