import { createHash } from 'node:crypto';
import type { SealingKey } from './sealed-secret.js';

/**
 * The key that wraps every client's data key; it never enters a database. Its id is a digest of it, so that two
 * installations with different keys never take each other's texts for their own.
 * @param content base64 of 32 random bytes. Throws when it is anything else, or so regular that nobody drew it.
 */
export function masterKeyFrom(content: string): SealingKey {
  const bytes = Buffer.from(content.trim(), 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== content.trim()) {
    throw new Error('MASTER_KEY_FILE must hold the base64 text of 32 random bytes: openssl rand -base64 32');
  }
  if (new Set(bytes).size < 16) {
    throw new Error('MASTER_KEY_FILE does not look random: make it with openssl rand -base64 32');
  }
  return { id: createHash('sha256').update('master-key').update(bytes).digest('hex').slice(0, 12), bytes };
}
