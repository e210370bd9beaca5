import type { EventSink, OutgoingEvent } from '@trackingbms/event-log';
import { publishAcknowledged } from '../push/publish-acknowledged.js';
import { TokenBuckets } from '../push/token-buckets.js';
import { checkSiteEvent, isRefused, type RefusedSiteEvent } from './check-site-event.js';
import type { SiteRef } from './site-connectors.js';
import type { SiteFleets } from './site-fleets.js';

export type SiteEventsOutcome =
  | { readonly type: 'taken'; readonly events: number }
  | { readonly type: 'not-served' }
  | { readonly type: 'over-rate'; readonly wait: number }
  | { readonly type: 'refused'; readonly refused: ReadonlyMap<number, RefusedSiteEvent> }
  | { readonly type: 'log-away' };

interface AcceptParts {
  readonly fleets: Pick<SiteFleets, 'of'>;
  readonly sink: EventSink;
  readonly eventsPerMinute: number;
}

interface SentEvents {
  readonly site: SiteRef;
  /** What the lines of the request held, in their order. */
  readonly documents: readonly unknown[];
  /** Epoch ms. */
  readonly receivedAt: number;
}

const mostSites = 10_000;
const served: readonly string[] = ['active', 'trial'];

/** Takes over what a site has read: all of a request or nothing, and for good only when the log has acknowledged it. */
export class AcceptSiteEvents {
  private readonly rates: TokenBuckets;

  constructor(private readonly parts: AcceptParts) {
    const { eventsPerMinute } = parts;
    this.rates = new TokenBuckets({
      perMinute: eventsPerMinute,
      burst: eventsPerMinute,
      mostKeys: mostSites,
    });
  }

  async accept({ site, documents, receivedAt }: SentEvents): Promise<SiteEventsOutcome> {
    const fleet = this.parts.fleets.of(site);
    if (!fleet || !served.includes(fleet.document.tenant.status)) return { type: 'not-served' };
    const key = `${site.tenantId}/${site.siteConnectorId}`;
    const wait = this.rates.take(key, documents.length, performance.now());
    if (wait > 0) return { type: 'over-rate', wait };
    const { batteryIds } = fleet;
    const checked = documents.map((document) =>
      checkSiteEvent(document, { tenantId: site.tenantId, batteryIds, receivedAt }),
    );
    const refused = new Map([...checked.entries()].filter(isRefusedEntry));
    if (refused.size > 0) return { type: 'refused', refused };
    const taken = await publishAcknowledged(this.parts.sink, checked as OutgoingEvent[]);
    return taken ? { type: 'taken', events: checked.length } : { type: 'log-away' };
  }
}

const isRefusedEntry = (
  entry: [number, OutgoingEvent | RefusedSiteEvent],
): entry is [number, RefusedSiteEvent] => isRefused(entry[1]);
