import { decideSiteConnector, unknownSiteConnector } from '@trackingbms/batteries';
import { fleetStream, SiteConnectorStore, type SiteConnectorRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { siteConnectorNotFound } from '../problems/not-found.js';
import { newSecret } from '../secrets/new-secret.js';

export interface WithSecret {
  readonly row: SiteConnectorRow;
  readonly secret: string;
}

export async function addSiteConnector(command: FleetCommand, name: string): Promise<WithSecret> {
  const { secret, kept } = newSecret('tbsite_');
  const details = { name, ...kept };
  const siteConnectorId = await new SiteConnectorStore(command.tx).insert(details, command.at);
  const add = { type: 'AddSiteConnector', siteConnectorId, details } as const;
  const events = decideSiteConnector(add, unknownSiteConnector);
  await command.record({
    stream: fleetStream('site-connector', siteConnectorId),
    expectedVersion: 0,
    events,
  });
  return { row: await shownAfter(command, siteConnectorId), secret };
}

/** The row as it stands in the command's own transaction. */
export async function shownAfter({ tx }: FleetCommand, siteConnectorId: number): Promise<SiteConnectorRow> {
  const row = await new SiteConnectorStore(tx).find(siteConnectorId);
  if (row === null) throw siteConnectorNotFound();
  return row;
}
