import { decideSiteConnector, evolveSiteConnector, type SiteConnectorCommand } from '@trackingbms/batteries';
import {
  fleetStream,
  siteConnectorOf,
  SiteConnectorStore,
  type SiteConnectorRow,
} from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { siteConnectorNotFound } from '../problems/not-found.js';
import { newSecret } from '../secrets/new-secret.js';
import { shownAfter, type WithSecret } from './add-site-connector.js';

/** Another secret in the place of the one before, which is dead as soon as the entry has arrived. */
export async function rotateSiteConnector(
  command: FleetCommand,
  siteConnectorId: number,
): Promise<WithSecret> {
  const { secret, kept } = newSecret('tbsite_');
  const row = await applyTo(command, siteConnectorId, { type: 'RotateSiteConnector', kept });
  return { row, secret };
}

export const revokeSiteConnector = (
  command: FleetCommand,
  siteConnectorId: number,
): Promise<SiteConnectorRow> => applyTo(command, siteConnectorId, { type: 'RevokeSiteConnector' });

async function applyTo(
  command: FleetCommand,
  siteConnectorId: number,
  asked: SiteConnectorCommand,
): Promise<SiteConnectorRow> {
  const store = new SiteConnectorStore(command.tx);
  const row = await store.lock(siteConnectorId);
  if (row === null) throw siteConnectorNotFound();
  const stream = fleetStream('site-connector', siteConnectorId);
  const before = siteConnectorOf(await command.load(stream));
  const events = decideSiteConnector(asked, before);
  if (events.length === 0) return row;
  const version = await command.record({ stream, expectedVersion: row.version, events });
  const after = events.reduce(evolveSiteConnector, before);
  if (after.status === 'known') await store.save(after, { version, updatedAt: command.at });
  return shownAfter(command, siteConnectorId);
}
