import type { TenantConnections } from '../data-sources/tenant-connections.js';
import { RelayPass } from './relay-pass.js';
import type { JournalEntry } from './journal-entry.js';

/** Times in milliseconds. */
export interface JournalRelayOptions {
  readonly connections: TenantConnections;
  /** Streams this service writes; each stream type has one service that relays it. */
  readonly streamTypes: readonly string[];
  /** Resolves when every entry is acknowledged. Called again with the same entries after any failure. */
  readonly publish: (tenantId: number, entries: readonly JournalEntry[]) => Promise<void>;
  /** Tenants to be swept. */
  readonly tenants: () => readonly number[];
  readonly onError?: (tenantId: number, error: unknown) => void;
  readonly batchSize?: number;
  readonly sweepMilliseconds?: number;
  readonly random?: () => number;
}

const defaultBatchSize = 200;
const defaultSweepMilliseconds = 30_000;
const firstRetryMilliseconds = 200;
const longestRetryMilliseconds = 30_000;
const sweptAtOnce = 8;

interface TenantRelay {
  running: Promise<void>;
  again: boolean;
}

/**
 * Publishes what the journal holds unpublished: at once after a nudge, and by a sweep for what a crash left behind.
 * Entries of a stream go out in order, each at least once. A tenant that fails is tried again later, by itself.
 */
export class JournalRelay {
  readonly #pass: RelayPass;
  readonly #running = new Map<number, TenantRelay>();
  readonly #retries = new Map<number, { count: number; timer: NodeJS.Timeout }>();
  readonly #random: () => number;
  #sweepTimer: NodeJS.Timeout | undefined;
  #stopped = true;

  constructor(private readonly options: JournalRelayOptions) {
    this.#pass = new RelayPass({ batchSize: defaultBatchSize, ...options });
    this.#random = options.random ?? Math.random;
  }

  /** Begins to sweep, the first time at once. */
  start(): void {
    this.#stopped = false;
    void this.#sweep();
  }

  /** To be called after a commit that appended. Answers at once. */
  nudge(tenantId: number): void {
    if (this.#stopped) return;
    const relay = this.#running.get(tenantId);
    if (relay) relay.again = true;
    else void this.#begin(tenantId);
  }

  /** Resolves when nothing is being published any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#sweepTimer);
    for (const { timer } of this.#retries.values()) clearTimeout(timer);
    this.#retries.clear();
    await Promise.all([...this.#running.values()].map(({ running }) => running));
  }

  #begin(tenantId: number): Promise<void> {
    const known = this.#running.get(tenantId);
    if (known) return known.running;
    const relay: TenantRelay = { running: Promise.resolve(), again: false };
    this.#running.set(tenantId, relay);
    relay.running = this.#relay(tenantId, relay);
    return relay.running;
  }

  async #relay(tenantId: number, relay: TenantRelay): Promise<void> {
    try {
      do {
        relay.again = false;
        const outcome = await this.#pass.run(tenantId);
        if (outcome === 'more') relay.again = true;
        if (outcome === 'contended') this.#retryLater(tenantId);
        else this.#forgetRetries(tenantId);
      } while (relay.again && !this.#stopped);
    } catch (error) {
      this.options.onError?.(tenantId, error);
      this.#retryLater(tenantId);
    } finally {
      this.#running.delete(tenantId);
    }
  }

  #retryLater(tenantId: number): void {
    if (this.#stopped) return;
    const known = this.#retries.get(tenantId);
    clearTimeout(known?.timer);
    const count = (known?.count ?? 0) + 1;
    const longest = Math.min(firstRetryMilliseconds * 2 ** (count - 1), longestRetryMilliseconds);
    const timer = setTimeout(() => this.nudge(tenantId), longest * (0.5 + this.#random() / 2));
    timer.unref();
    this.#retries.set(tenantId, { count, timer });
  }

  #forgetRetries(tenantId: number): void {
    clearTimeout(this.#retries.get(tenantId)?.timer);
    this.#retries.delete(tenantId);
  }

  async #sweep(): Promise<void> {
    const waiting = [...this.options.tenants()];
    const worker = async (): Promise<void> => {
      for (let tenant = waiting.pop(); tenant !== undefined && !this.#stopped; tenant = waiting.pop()) {
        await this.#begin(tenant);
      }
    };
    await Promise.all(Array.from({ length: sweptAtOnce }, worker));
    if (this.#stopped) return;
    const pause = this.options.sweepMilliseconds ?? defaultSweepMilliseconds;
    this.#sweepTimer = setTimeout(() => void this.#sweep(), pause * (1 + this.#random()));
    this.#sweepTimer.unref();
  }
}
