import { createHash, timingSafeEqual } from 'node:crypto';
import { readSecretFile } from '../settings/secret-file.js';

const header = /^Service ([a-z][a-z0-9-]{1,40}):([\x21-\x7e]{16,256})$/;
const nobody = Buffer.alloc(32);

/** What this process knows of the secrets of others: their hashes, by service name. */
export class ServiceCredentials {
  private readonly hashes: ReadonlyMap<string, Buffer>;

  constructor(hexHashes: Readonly<Record<string, string>>) {
    this.hashes = new Map(
      Object.entries(hexHashes).map(([name, hex]) => {
        if (!/^[0-9a-f]{64}$/.test(hex)) throw new Error(`the credential of ${name} is not a SHA-256 in hex`);
        return [name, Buffer.from(hex, 'hex')];
      }),
    );
  }

  /** Reads a JSON object from service name to SHA-256 of its secret, in hex. */
  static fromFile(path: string): ServiceCredentials {
    return new ServiceCredentials(JSON.parse(readSecretFile(path)) as Record<string, string>);
  }

  /** The name of the service that an Authorization header proves, or null. Takes the same time for a known and an unknown name. */
  serviceOf(authorization: string | undefined): string | null {
    const [, name = '', secret = ''] = header.exec(authorization ?? '') ?? [];
    const shown = createHash('sha256').update(secret).digest();
    const expected = this.hashes.get(name);
    const equal = timingSafeEqual(shown, expected ?? nobody);
    return equal && expected ? name : null;
  }
}

/** The header by which a service shows who it is. */
export function serviceAuthorization(name: string, secret: string): string {
  return `Service ${name}:${secret}`;
}
