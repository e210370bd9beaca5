import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Language, tokenAlgorithm, tokenAudience, tokenType } from '@trackingbms/service-kit';
import type { StoredUser } from '@trackingbms/tenant-database';
import { SignJWT } from 'jose';
import { AuthSettings } from '../auth-settings.js';
import { Clock } from '../clock/clock.js';
import { SigningKey } from '../signing-keys/signing-key.js';
import { ownSessionOnly, permissionsOf } from '../users/role-permissions.js';

export interface AccessToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Makes the short-lived tokens that every service checks by itself. */
@Injectable()
export class AccessTokenIssuer {
  constructor(
    private readonly settings: AuthSettings,
    private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  async issue(tenantId: number, user: StoredUser, sessionId: string): Promise<AccessToken> {
    const { ACCESS_TOKEN_SECONDS: expiresIn, AUTH_ISSUER } = this.settings;
    const now = Math.floor(this.clock.now() / 1_000);
    const accessToken = await new SignJWT(this.claimsOf(tenantId, user, sessionId))
      .setProtectedHeader({ alg: tokenAlgorithm, typ: tokenType, kid: this.key.publicKey.kid })
      .setIssuer(AUTH_ISSUER)
      .setAudience(tokenAudience)
      .setSubject(user.uuid)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + expiresIn)
      .sign(this.key.privateKey);
    return { accessToken, expiresIn };
  }

  private claimsOf(tenantId: number, user: StoredUser, sessionId: string) {
    return {
      sid: sessionId,
      tenant: tenantId,
      uid: user.id,
      role: user.role,
      perms: mustChangePassword(user, this.clock.now())
        ? ownSessionOnly
        : permissionsOf(user.role, user.permissions),
      scope: { locations: user.allowedLocations, batteryTypes: user.allowedBatteryTypes },
      lang: languageOf(user),
    };
  }
}

export function mustChangePassword(user: StoredUser, now: number): boolean {
  return user.mustChangePassword || (user.passwordExpiresAt !== null && user.passwordExpiresAt <= now);
}

export function languageOf(user: StoredUser): Language {
  return user.language.startsWith('en') ? 'en' : 'fr';
}
