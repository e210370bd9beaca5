import type { CryptoKey } from 'jose';
import { fetchJson } from '../http/fetch-json.js';
import { readKeySet } from './read-key-set.js';
import { type VerificationKeys, VerificationKeysUnavailable } from './verification-keys.js';

const timeoutMilliseconds = 3_000;
const largestDocument = 64 * 1024;
/** A stranger's key id costs the issuer at most one request in this time. */
const unknownKeyCooldown = 15_000;
const failureCooldown = 1_000;
const freshFor = 10 * 60_000;

/** Keys read from the issuer's JWKS address: one fetch at a time, bounded in size, time and frequency. */
export class RemoteVerificationKeys implements VerificationKeys {
  private keys: ReadonlyMap<string, CryptoKey> | null = null;
  private readAt = 0;
  private triedAt = Number.NEGATIVE_INFINITY;
  private pending: Promise<void> | null = null;

  constructor(
    private readonly url: string,
    private readonly now: () => number = Date.now,
  ) {}

  async keyFor(keyId: string): Promise<CryptoKey | null> {
    if (!this.keys?.has(keyId) || this.now() - this.readAt > freshFor) await this.refresh();
    if (!this.keys) throw new VerificationKeysUnavailable();
    return this.keys.get(keyId) ?? null;
  }

  private async refresh(): Promise<void> {
    if (!this.pending && this.now() - this.triedAt < this.cooldown()) return;
    this.pending ??= this.read().finally(() => (this.pending = null));
    await this.pending;
  }

  /** Known keys stay in use when the issuer does not answer: they were its own. */
  private async read(): Promise<void> {
    this.triedAt = this.now();
    try {
      const limits = { timeoutMilliseconds, largestBody: largestDocument };
      this.keys = await readKeySet((await fetchJson(this.url, limits)).body);
      this.readAt = this.now();
    } catch {
      return;
    }
  }

  private cooldown(): number {
    return this.keys ? unknownKeyCooldown : failureCooldown;
  }
}
