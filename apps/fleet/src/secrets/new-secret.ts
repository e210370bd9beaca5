import { createHash, randomBytes } from 'node:crypto';
import type { KeptSecret } from '@trackingbms/batteries';

/** By its beginning a secret is recognised wherever it turns up. */
export type SecretPrefix = 'tbdev_' | 'tbsite_';

/** `secret` is shown once and kept nowhere. */
export interface NewSecret {
  readonly secret: string;
  readonly kept: KeptSecret;
}

/** 256 random bits, which need no slow hash: nobody can try them out. */
export function newSecret(prefix: SecretPrefix): NewSecret {
  const secret = `${prefix}${randomBytes(32).toString('base64url')}`;
  const secretHash = createHash('sha256').update(secret).digest('hex');
  return { secret, kept: { secretHash, lastCharacters: secret.slice(-4) } };
}
