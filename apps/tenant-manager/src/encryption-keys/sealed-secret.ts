import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SecretNotOpened } from './encryption-keys.errors.js';

/** 32 bytes and the name they are known under, which a sealed text carries so that old texts stay readable after a rotation. */
export interface SealingKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Whom and what a secret is for: a sealed text that was moved to another tenant, table or row does not open. */
export interface SealContext {
  readonly tenantId: number;
  readonly purpose: string;
}

const format = 'v1';
const text = (bytes: Buffer): string => bytes.toString('base64url');
const bytesOf = (part: string): Buffer => Buffer.from(part, 'base64url');
/** A nonce of 12 bytes, a ciphertext of any length, a tag of 16 bytes. */
const sealedText = /^v1:([^:]+):([\w-]{16}):([\w-]*):([\w-]{22})$/;

const boundTo = (keyId: string, { tenantId, purpose }: SealContext): Buffer =>
  Buffer.from(JSON.stringify([format, keyId, tenantId, purpose]));

/** AES-256-GCM with a random 96-bit nonce, as `v1:keyId:nonce:ciphertext:tag`. */
export function seal(key: SealingKey, secret: Buffer, context: SealContext): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
  cipher.setAAD(boundTo(key.id, context));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return [format, key.id, text(nonce), text(sealed), text(cipher.getAuthTag())].join(':');
}

/** Throws `SecretNotOpened` for another key, context or a single flipped bit, without saying which. */
export function unseal(key: SealingKey, sealed: string, context: SealContext): Buffer {
  const [, keyId, nonce = '', body = '', tag = ''] = sealedText.exec(sealed) ?? [];
  if (keyId !== key.id) throw new SecretNotOpened();
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytesOf(nonce), { authTagLength: 16 });
    decipher.setAAD(boundTo(key.id, context));
    decipher.setAuthTag(bytesOf(tag));
    return Buffer.concat([decipher.update(bytesOf(body)), decipher.final()]);
  } catch {
    throw new SecretNotOpened();
  }
}
