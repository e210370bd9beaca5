import type { SiteConnectorDetails } from '@trackingbms/batteries';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import type { SqlRow } from './column-map.js';
import { ProjectionRows } from './projection-rows.js';
import {
  rowToSiteConnector,
  siteConnectorColumns,
  siteConnectorSelectList,
  siteConnectorValues,
  type KnownSiteConnector,
  type SiteConnectorRow,
} from './site-connector-row.js';

/** Reads and writes `site_connectors`, the projection of the site connectors' streams. */
export class SiteConnectorStore {
  readonly #rows: ProjectionRows;

  constructor(private readonly tx: TenantTransaction) {
    this.#rows = new ProjectionRows(tx, 'site_connectors');
  }

  /** At most `limit` after an id, in the order of ids. */
  after(siteConnectorId: number, limit: number): Promise<SiteConnectorRow[]> {
    return this.#find('s.id > ? ORDER BY s.id LIMIT ?', [siteConnectorId, limit]);
  }

  async find(siteConnectorId: number): Promise<SiteConnectorRow | null> {
    return (await this.#find('s.id = ?', [siteConnectorId]))[0] ?? null;
  }

  /** Locks the site connector until the transaction ends; null when there is none. */
  async lock(siteConnectorId: number): Promise<SiteConnectorRow | null> {
    return (await this.#find('s.id = ? FOR UPDATE', [siteConnectorId]))[0] ?? null;
  }

  /** Answers the new site connector's id, which its first event needs. */
  insert(details: SiteConnectorDetails, at: number): Promise<number> {
    return this.#rows.insert(
      { columns: siteConnectorColumns, values: siteConnectorValues(details, false) },
      at,
    );
  }

  /** Makes the row what the stream says. */
  save(
    { siteConnectorId, details, isRevoked }: KnownSiteConnector,
    stamp: { version: number; updatedAt: number },
  ): Promise<void> {
    const values = siteConnectorValues(details, isRevoked);
    return this.#rows.update(siteConnectorId, { columns: siteConnectorColumns, values }, stamp);
  }

  async #find(where: string, parameters: readonly number[]): Promise<SiteConnectorRow[]> {
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${siteConnectorSelectList} FROM site_connectors s WHERE ${where}`,
      [...parameters],
    );
    return rows.map(rowToSiteConnector);
  }
}
