import { readFileSync, statSync } from 'node:fs';

const knownDefaults = new Set(['admin123!', 'secure_password', 'changeme', 'password', 'secret', 'root']);
const readableOrWritableByOthers = 0o006;
const shortest = 16;

/** Why a secret file may not be used; names neither its path nor its content. */
export class SecretFileRefused extends Error {
  constructor(readonly expectation: string) {
    super(`must ${expectation}`);
    this.name = 'SecretFileRefused';
  }
}

/**
 * The text of a secret file, without surrounding white space.
 * @throws SecretFileRefused when it is missing, open to every account of the machine, short, or a known default.
 */
export function readSecretFile(path: string): string {
  const text = readPrivateText(path).trim();
  if (knownDefaults.has(text.toLowerCase())) {
    throw new SecretFileRefused('hold a secret of its own, not a known default');
  }
  if (text.length < shortest) throw new SecretFileRefused(`hold at least ${shortest} characters`);
  return text;
}

function readPrivateText(path: string): string {
  let mode: number;
  let text: string;
  try {
    mode = statSync(path).mode;
    text = readFileSync(path, 'utf8');
  } catch {
    throw new SecretFileRefused('name a file that this service can read');
  }
  if ((mode & readableOrWritableByOthers) !== 0) {
    throw new SecretFileRefused('name a file that other accounts cannot read or write (chmod 600)');
  }
  return text;
}
