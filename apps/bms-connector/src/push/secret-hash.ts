import { createHash } from 'node:crypto';

/** How a device's secret begins, so that one that was lost is recognised wherever it turns up. */
export const deviceSecretPrefix = 'tbdev_';

const secret = /^[A-Za-z0-9_-]{16,200}$/;

/** SHA-256 in hex of a secret with this prefix; undefined for what cannot be one. */
export function secretHash(shown: string, prefix: string): string | undefined {
  if (!shown.startsWith(prefix) || !secret.test(shown)) return undefined;
  return createHash('sha256').update(shown).digest('hex');
}

const bearer = /^Bearer +(\S+)$/i;

/** The same of an `Authorization` header. A secret is long and random: its plain hash can be looked up and tells nothing. */
export function bearerHash(authorization: string | undefined, prefix: string): string | undefined {
  const [, shown] = bearer.exec(authorization ?? '') ?? [];
  return shown === undefined ? undefined : secretHash(shown, prefix);
}
