import type { TenantEntryV1 } from '@trackingbms/message-contracts';

/** One entry of the fleet topic, as the platform gives it to a site. */
export interface SiteFleetEntry {
  /** See `recordKeys`. */
  readonly key: string;
  readonly type: string;
  readonly data: { readonly version: number };
}

/** The client's state as far as polling needs it: where its data is stored does not leave the platform. */
export type SiteTenant = Pick<TenantEntryV1, 'tenantId' | 'version' | 'status'>;

/** All that a site has to know to poll: its batteries, their types, the client's own profiles that they use. */
export interface SiteFleetDocument {
  readonly siteConnectorId: number;
  readonly tenant: SiteTenant;
  readonly entries: readonly SiteFleetEntry[];
}
