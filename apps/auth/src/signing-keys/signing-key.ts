import { readSecretFile, tokenAlgorithm } from '@trackingbms/service-kit';
import { type CryptoKey, importJWK } from 'jose';

/** The public half, as it is published. */
export interface PublicSigningKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: typeof tokenAlgorithm;
}

/** The key file is not an Ed25519 private JWK with a key id. Names nothing of its content. */
export class SigningKeyInvalid extends Error {
  constructor() {
    super(
      'SIGNING_KEY_FILE must hold a private JWK: kty OKP, crv Ed25519, d, x and a kid of A-Z a-z 0-9 _ -',
    );
    this.name = 'SigningKeyInvalid';
  }
}

/** What access tokens are signed with. */
export class SigningKey {
  private constructor(
    readonly publicKey: PublicSigningKey,
    readonly privateKey: CryptoKey,
  ) {}

  /** @throws SigningKeyInvalid */
  static async fromFile(path: string): Promise<SigningKey> {
    const jwk = readJwk(readSecretFile(path));
    const { kid, x, d } = jwk;
    try {
      const privateKey = await importJWK({ kty: 'OKP', crv: 'Ed25519', x, d }, tokenAlgorithm);
      const publicKey = { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: tokenAlgorithm } as const;
      return new SigningKey(publicKey, privateKey as CryptoKey);
    } catch {
      throw new SigningKeyInvalid();
    }
  }
}

function readJwk(text: string): { kid: string; x: string; d: string } {
  const { kty, crv, kid, x, d } = parse(text);
  const texts = [kid, x, d].every((part) => typeof part === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(part));
  if (kty !== 'OKP' || crv !== 'Ed25519' || !texts) throw new SigningKeyInvalid();
  return { kid: String(kid), x: String(x), d: String(d) };
}

function parse(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    throw new SigningKeyInvalid();
  }
}
