import type { SiteConnector, SiteConnectorDetails } from '@trackingbms/batteries';
import { ColumnMap, type SqlRow, type SqlValue } from './column-map.js';
import { selectList, stampOf, type RowStamp } from './fleet-row.js';

type Kept = SiteConnectorDetails & { readonly isRevoked: boolean };

export interface SiteConnectorRow extends Kept, RowStamp {
  readonly siteConnectorId: number;
}

export type KnownSiteConnector = Extract<SiteConnector, { status: 'known' }>;

const kept = new ColumnMap<Kept>({
  name: 'plain',
  secretHash: 'plain',
  lastCharacters: 'plain',
  isRevoked: 'boolean',
});

/** In the order of `siteConnectorValues`. */
export const siteConnectorColumns: readonly string[] = kept.columns;
export const siteConnectorValues = (details: SiteConnectorDetails, isRevoked: boolean): SqlValue[] =>
  kept.toValues({ ...details, isRevoked });
export const siteConnectorSelectList = selectList('s', kept.columns);

export const rowToSiteConnector = (row: SqlRow): SiteConnectorRow => ({
  siteConnectorId: row.id as number,
  ...stampOf(row),
  ...kept.fromRow(row),
});
