import { type CryptoKey, importJWK } from 'jose';

const mostKeys = 16;
const keyIdPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** The Ed25519 signature keys of a JWKS document by their id; anything else in it is passed over. */
export async function readKeySet(document: unknown): Promise<ReadonlyMap<string, CryptoKey>> {
  const { keys } = (document ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > mostKeys) {
    throw new Error('the key set is not one');
  }
  const map = new Map<string, CryptoKey>();
  for (const key of keys.filter(isSigningKey)) {
    const { kid, x } = key;
    map.set(kid, (await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA')) as CryptoKey);
  }
  if (map.size === 0) throw new Error('the key set holds no Ed25519 key');
  return map;
}

function isSigningKey(key: unknown): key is { kid: string; x: string } {
  if (typeof key !== 'object' || key === null) return false;
  const { kty, crv, kid, x, use } = { use: 'sig', ...key } as Record<string, unknown>;
  const ours = kty === 'OKP' && crv === 'Ed25519' && use === 'sig';
  return ours && typeof x === 'string' && typeof kid === 'string' && keyIdPattern.test(kid);
}
