import type { CryptoKey } from 'jose';

/** Where the public keys of the tokens' issuer come from. */
export interface VerificationKeys {
  /** The Ed25519 key of this id, or null when the issuer has none. @throws VerificationKeysUnavailable */
  keyFor(keyId: string): Promise<CryptoKey | null>;
}

/** The issuer's keys were never read and cannot be read now. */
export class VerificationKeysUnavailable extends Error {
  constructor() {
    super('the keys of the token issuer cannot be read');
    this.name = 'VerificationKeysUnavailable';
  }
}
