import { Injectable } from '@nestjs/common';
import {
  eventTypes,
  recordKeys,
  type KnownEvent,
  type SiteConnectorEntryV1,
} from '@trackingbms/message-contracts';
import { EntryViews, type EntryView } from '../fleet-view/entry-views.js';

/** A connector on a customer's site, as its credential says. */
export interface SiteRef {
  readonly tenantId: number;
  readonly siteConnectorId: number;
}

interface KnownSite extends SiteRef {
  readonly entry: SiteConnectorEntryV1;
}

/** Which site each credential belongs to, by its hash. One that is revoked is gone as its entry arrives. */
@Injectable()
export class SiteConnectors implements EntryView {
  private readonly entries = new Map<string, KnownSite>();
  private readonly byHash = new Map<string, KnownSite>();

  constructor(views: EntryViews) {
    views.add(this);
  }

  siteOf(secretHash: string): SiteRef | undefined {
    return this.byHash.get(secretHash);
  }

  apply({ type, tenantId, data }: KnownEvent): void {
    if (type !== eventTypes.SiteConnectorEntryV1.type) return;
    const entry = data as SiteConnectorEntryV1;
    const { siteConnectorId, secretHash, isRevoked, version } = entry;
    const key = recordKeys.fleetSiteConnector(tenantId, siteConnectorId);
    const known = this.entries.get(key);
    if (known && version <= known.entry.version) return;
    const site = { tenantId, siteConnectorId, entry };
    this.close(known);
    this.entries.set(key, site);
    if (!isRevoked) this.byHash.set(secretHash, site);
  }

  forget(key: string): void {
    this.close(this.entries.get(key));
    this.entries.delete(key);
  }

  /** Only its own door: another site may have the hash by now. */
  private close(site: KnownSite | undefined): void {
    const hash = site?.entry.secretHash ?? '';
    if (this.byHash.get(hash) === site) this.byHash.delete(hash);
  }
}
