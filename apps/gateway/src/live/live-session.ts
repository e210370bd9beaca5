import type { Caller } from '@trackingbms/service-kit';
import { scopeAllows } from '@trackingbms/tenants';
import type { FleetView } from '../fleet-view/fleet-view.js';
import type { EventStream } from './event-stream.js';
import { LatestReadings } from './latest-readings.js';
import type { LiveFeed } from './live-feed.js';
import type { LiveQuery } from './live-query.js';
import type { LiveUpdate } from './live-update.js';

export interface LiveSources {
  readonly feed: LiveFeed;
  readonly fleet: FleetView;
  /** False as soon as the caller may be served no longer. */
  readonly mayBeServed: (caller: Caller) => boolean;
}

const heartbeatMilliseconds = 15_000;
const tickMilliseconds = 250;

/** One open stream: what its caller asked for and may see, until its token ends. */
export class LiveSession {
  private readonly readings = new LatestReadings();
  private stopListening: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private heartbeatAt = 0;

  constructor(
    private readonly sources: LiveSources,
    private readonly caller: Caller,
    private readonly query: LiveQuery,
    private readonly stream: EventStream,
  ) {}

  start(lastEventId: string | undefined): void {
    const { feed } = this.sources;
    this.continueFrom(lastEventId);
    this.stopListening = feed.listen(this.caller.tenantId, (update) => this.offer(update));
    this.timer = setInterval(() => this.tick(Date.now()), tickMilliseconds);
    this.tick(Date.now());
  }

  stop(): void {
    this.stopListening?.();
    clearInterval(this.timer);
    this.stream.close();
  }

  /** What was missed is sent again; where that cannot be, the client is told to fetch the state anew. */
  private continueFrom(lastEventId: string | undefined): void {
    const { feed } = this.sources;
    const [epoch, sequence] = (lastEventId ?? '').split('-');
    if (!lastEventId) return;
    const replay =
      epoch === feed.epoch ? feed.since(this.caller.tenantId, Number(sequence)) : { kind: 'lost' as const };
    if (replay.kind === 'lost') this.stream.send('resync', '{}', this.idOf(feed.position));
    else for (const update of replay.updates) this.offer(update);
  }

  private offer(update: LiveUpdate): void {
    if (this.isWanted(update) && this.isAllowed(update) && this.readings.passes(update, Date.now()))
      this.send(update);
  }

  private isWanted({ event, batteryId }: LiveUpdate): boolean {
    const { events, batteries } = this.query;
    return (events?.includes(event) ?? true) && (batteries?.includes(batteryId) ?? true);
  }

  private isAllowed({ tenantId, batteryId }: LiveUpdate): boolean {
    const { scope } = this.caller;
    if (scope.locations === null && scope.batteryTypes === null) return true;
    const place = this.sources.fleet.placeOf(tenantId, batteryId);
    return place !== undefined && scopeAllows(scope, place);
  }

  private send(update: LiveUpdate): void {
    this.stream.send(update.event, update.json, this.idOf(update.sequence));
  }

  private idOf(sequence: number): string {
    return `${this.sources.feed.epoch}-${sequence}`;
  }

  private tick(now: number): void {
    if (now >= this.caller.expiresAt * 1_000 || !this.sources.mayBeServed(this.caller)) return this.stop();
    for (const update of this.readings.due(now)) this.send(update);
    if (now < this.heartbeatAt) return;
    this.heartbeatAt = now + heartbeatMilliseconds;
    this.stream.send('heartbeat', JSON.stringify({ serverTime: new Date(now).toISOString() }));
  }
}
