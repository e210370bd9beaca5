interface Bucket {
  tokens: number;
  /** Epoch ms of the last filling. */
  at: number;
}

export interface BucketRule {
  /** Tokens that come back in a minute. */
  readonly perMinute: number;
  /** Tokens that a bucket holds. */
  readonly burst: number;
  /** Keys that are remembered; the one that was asked for longest ago starts anew. */
  readonly mostKeys: number;
}

const minute = 60_000;
/** What binary fractions may lack of a token. */
const dust = 1e-9;

/** A bucket of tokens for each key, whose time does not go back. A full one is not kept: it is like one that was never asked for. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly rule: BucketRule) {}

  /** Takes tokens; answers 0, or how many ms it takes until they are there, and then none is taken. */
  take(key: string, tokens: number, now: number): number {
    const wait = this.waitFor(key, tokens, now);
    if (wait === 0) this.keep(key, { tokens: this.tokensOf(key, now) - tokens, at: now });
    return wait;
  }

  /** ms until so many tokens are there; 0 when they are. More than a full bucket are there when it is full. */
  waitFor(key: string, tokens: number, now: number): number {
    const missing = Math.min(tokens, this.rule.burst) - this.tokensOf(key, now);
    return missing <= dust ? 0 : Math.ceil(((missing - dust) * minute) / this.rule.perMinute);
  }

  giveBack(key: string, tokens: number, now: number): void {
    this.keep(key, { tokens: this.tokensOf(key, now) + tokens, at: now });
  }

  private tokensOf(key: string, now: number): number {
    const bucket = this.buckets.get(key);
    if (!bucket) return this.rule.burst;
    const gained = (Math.max(0, now - bucket.at) * this.rule.perMinute) / minute;
    return Math.min(this.rule.burst, bucket.tokens + gained);
  }

  private keep(key: string, { tokens, at: now }: Bucket): void {
    const at = Math.max(now, this.buckets.get(key)?.at ?? now);
    this.buckets.delete(key);
    if (tokens < this.rule.burst) this.buckets.set(key, { tokens, at });
    if (this.buckets.size <= this.rule.mostKeys) return;
    const [oldest] = this.buckets.keys();
    this.buckets.delete(oldest as string);
  }
}
