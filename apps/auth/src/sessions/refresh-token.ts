import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const pattern = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{43})$/;
const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * An opaque refresh token: the tenant whose database knows it, then 256 random bits. The tenant in it is only the way
 * to the right database: with another one there, the hash of the whole is found in none.
 */
export class RefreshToken {
  private constructor(
    readonly text: string,
    readonly tenantId: number,
  ) {}

  static mint(tenantId: number): RefreshToken {
    return new RefreshToken(`${tenantId.toString(36)}.${randomBytes(32).toString('base64url')}`, tenantId);
  }

  /** Null when the text is no refresh token. */
  static parse(text: string): RefreshToken | null {
    const tenantId = parseInt(pattern.exec(text)?.[1] ?? '', 36);
    return Number.isSafeInteger(tenantId) && tenantId > 0 ? new RefreshToken(text, tenantId) : null;
  }

  /** What is stored of it. */
  get hash(): Buffer {
    return createHash('sha256').update(this.text).digest();
  }

  /** The successor, readable only with this token: what lies in the database opens no session. */
  seal(successor: RefreshToken): Buffer {
    const iv = randomBytes(ivBytes);
    const sealing = createCipheriv(cipher, this.sealKey(), iv);
    const sealed = Buffer.concat([sealing.update(successor.text, 'utf8'), sealing.final()]);
    return Buffer.concat([iv, sealing.getAuthTag(), sealed]);
  }

  /** The successor that was sealed with this token; null when it was another. */
  unseal(sealed: Buffer): RefreshToken | null {
    try {
      const opening = createDecipheriv(cipher, this.sealKey(), sealed.subarray(0, ivBytes));
      opening.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
      const text = Buffer.concat([opening.update(sealed.subarray(ivBytes + tagBytes)), opening.final()]);
      return RefreshToken.parse(text.toString('utf8'));
    } catch {
      return null;
    }
  }

  private sealKey(): Buffer {
    return Buffer.from(hkdfSync('sha256', this.text, '', 'trackingbms refresh successor', 32));
  }
}
