import {
  encodeEvent,
  eventTypes,
  recordKeys,
  type BatteryEntryV1,
  type KnownEvent,
} from '@trackingbms/message-contracts';
import type { EntryView } from '../fleet-view/entry-views.js';
import type { SiteFleetDocument, SiteFleetEntry } from '../site/site-fleet-document.js';

/** An entry that this release cannot read; the battery keeps its last readable state. */
export type OnUnreadableEntry = (key: string, reason: string) => void;

/** Keeps views in step with what the platform says that this site has: only what differs is told. */
export class SiteFleet {
  private versions = new Map<string, number>();

  constructor(
    private readonly view: EntryView,
    private readonly onUnreadable: OnUnreadableEntry,
  ) {}

  apply(document: SiteFleetDocument): void {
    const events = eventsOf(document);
    for (const key of this.versions.keys()) if (!events.has(key)) this.view.forget(key);
    const before = this.versions;
    this.versions = new Map([...events].map(([key, { data }]) => [key, data.version]));
    for (const [key, event] of events) if (before.get(key) !== event.data.version) this.tell(key, event);
  }

  private tell(key: string, event: FleetEvent): void {
    const wrong = event.type === eventTypes.TenantEntryV1.type ? undefined : wrongWith(event);
    if (wrong === undefined) this.view.apply(event as unknown as KnownEvent);
    else this.onUnreadable(key, wrong);
  }
}

type FleetEvent = ReturnType<typeof eventOf>;

/** The client comes last, so that no battery is polled before its type and its profile are known. */
function eventsOf({ siteConnectorId, tenant, entries }: SiteFleetDocument): Map<string, FleetEvent> {
  const { tenantId } = tenant;
  const isOurs = ({ type, data }: SiteFleetEntry): boolean =>
    type !== eventTypes.BatteryEntryV1.type ||
    (data as unknown as BatteryEntryV1).bmsConfig?.siteConnectorId === siteConnectorId;
  const ofTenant = { key: recordKeys.tenant(tenantId), type: eventTypes.TenantEntryV1.type, data: tenant };
  return new Map([...entries.filter(isOurs), ofTenant].map((entry) => [entry.key, eventOf(tenantId, entry)]));
}

const eventOf = (tenantId: number, { key, type, data }: SiteFleetEntry) => ({
  id: `${key}@${data.version}`,
  source: '/site-fleet',
  time: new Date(0).toISOString(),
  tenantId,
  type,
  data,
});

function wrongWith(event: FleetEvent): string | undefined {
  try {
    encodeEvent(event);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
