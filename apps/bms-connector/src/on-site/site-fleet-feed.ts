import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteFleetDocument } from '../site/site-fleet-document.js';
import type { KeptFleet } from './kept-fleet.js';
import type { PlatformAnswer, PlatformClient } from './platform-client.js';
import { readSiteFleet } from './read-site-fleet.js';
import type { SiteFleet } from './site-fleet.js';

export interface FeedObserver {
  /** The fleet is what the platform has just said. */
  current?(): void;
  /** An answer that is no fleet, from something between here and the platform perhaps. */
  unreadable?(status: number): void;
  /** The fleet on the disk could not be written; it is tried again with the next one. */
  notKept?(error: unknown): void;
}

interface FeedParts {
  readonly client: PlatformClient;
  readonly fleet: SiteFleet;
  readonly kept: KeptFleet;
  /** Called once, when there is a fleet for the first time. */
  readonly onKnown: () => void;
  readonly observer?: FeedObserver;
  readonly intervalMilliseconds?: number;
  /** 0 up to 1. */
  readonly random: () => number;
}

const defaultInterval = 10_000;
const jitter = 0.2;

/** Asks the platform again and again what this site has to poll, and goes on with the last answer while there is none. */
export class SiteFleetFeed {
  private tag: string | undefined;
  private known = false;
  private running: Promise<void> | undefined;

  constructor(private readonly parts: FeedParts) {}

  get isKnown(): boolean {
    return this.known;
  }

  /** Resolves when the fleet on the disk, if there is one, is applied; asks on from then. */
  async start(): Promise<void> {
    const kept = await this.parts.kept.load();
    if (kept) this.take(kept);
    this.running ??= this.run();
  }

  /** To be called when the client is stopped. */
  async stop(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    const { client, random, intervalMilliseconds = defaultInterval } = this.parts;
    const { stopped } = client;
    while (!stopped.aborted) {
      // What went wrong is told by the client: the next turn tries again.
      await this.refresh().catch(() => undefined);
      const pause = intervalMilliseconds * (1 + jitter * (2 * random() - 1));
      await sleep(pause, undefined, { signal: stopped }).catch(() => undefined);
    }
  }

  private async refresh(): Promise<void> {
    const { client, observer } = this.parts;
    const answer = await client.send({
      operation: 'fleet',
      method: 'GET',
      path: '/v1/site/fleet',
      headers: this.tag === undefined ? {} : { 'if-none-match': this.tag },
    });
    if (answer.status !== 304) await this.learn(answer);
    else observer?.current?.();
  }

  private async learn({ status, headers, text }: PlatformAnswer): Promise<void> {
    const { observer, kept } = this.parts;
    const document = status === 200 ? readSiteFleet(text) : undefined;
    if (!document) return observer?.unreadable?.(status);
    this.take(document);
    observer?.current?.();
    this.tag = headers.get('etag') ?? undefined;
    await kept.save(document).catch((error: unknown) => observer?.notKept?.(error));
  }

  private take(document: SiteFleetDocument): void {
    this.parts.fleet.apply(document);
    if (!this.known) this.parts.onKnown();
    this.known = true;
  }
}
