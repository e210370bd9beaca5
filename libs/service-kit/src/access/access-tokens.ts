import { errors, jwtVerify, type JWTPayload } from 'jose';
import { keysUnavailable, tokenInvalid, tokenMissing } from './access.errors.js';
import type { Caller } from './caller.js';
import type { RevokedSessions } from './revoked-sessions.js';
import { callerFromClaims } from './token-claims.js';
import { type VerificationKeys, VerificationKeysUnavailable } from './verification-keys.js';
import { VerifiedTokens } from './verified-tokens.js';

export const tokenAudience = 'trackingbms';
export const tokenType = 'at+jwt';
export const tokenAlgorithm = 'EdDSA';
const bearer = /^Bearer ([A-Za-z0-9._-]+)$/i;
const longestToken = 8_192;
const longestLifeSeconds = 600;
const clockToleranceSeconds = 5;

export interface AccessTokenRules {
  readonly issuer: string;
  readonly keys: VerificationKeys;
  readonly revoked: RevokedSessions;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Turns a bearer token into the caller it names. Signature work is done once per token, revocation is asked each time. */
export class AccessTokens {
  private readonly verified = new VerifiedTokens();
  private readonly now: () => number;

  constructor(private readonly rules: AccessTokenRules) {
    this.now = rules.now ?? Date.now;
  }

  /**
   * The caller whom an `Authorization` header names.
   * @throws ProblemError 401 without a bearer token or when it is not accepted, 503 when the issuer's keys cannot be read.
   */
  async authenticate(authorization: string | undefined): Promise<Caller> {
    const token = bearer.exec(authorization ?? '')?.[1];
    if (!token) throw tokenMissing();
    return this.verify(token);
  }

  /** @throws ProblemError 401 when the token is not accepted, 503 when the issuer's keys cannot be read. */
  async verify(token: string): Promise<Caller> {
    if (token.length > longestToken) throw tokenInvalid();
    const key = VerifiedTokens.keyOf(token);
    const known = this.verified.get(key, this.now() / 1_000);
    const caller = known ?? (await this.verifyAnew(token));
    if (!known) this.verified.remember(key, caller);
    if (this.rules.revoked.has(caller.sessionId)) throw tokenInvalid();
    return caller;
  }

  private async verifyAnew(token: string): Promise<Caller> {
    const caller = callerFromClaims(await this.claimsOf(token));
    if (!caller) throw tokenInvalid();
    return caller;
  }

  private async claimsOf(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.keyFor(kid), {
        algorithms: [tokenAlgorithm],
        audience: tokenAudience,
        issuer: this.rules.issuer,
        typ: tokenType,
        requiredClaims: ['exp', 'nbf', 'iat', 'jti', 'sub', 'sid'],
        maxTokenAge: longestLifeSeconds,
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(this.now()),
      });
      return payload;
    } catch (error) {
      throw error instanceof VerificationKeysUnavailable ? keysUnavailable() : tokenInvalid();
    }
  }

  private async keyFor(keyId: string | undefined) {
    const key = keyId === undefined ? null : await this.rules.keys.keyFor(keyId);
    if (!key) throw new errors.JWSInvalid('no such key');
    return key;
  }
}
