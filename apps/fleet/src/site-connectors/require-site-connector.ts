import { SiteConnectorStore } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { siteConnectorNotFound, siteConnectorRevoked } from '../problems/not-found.js';

type Config = Readonly<Record<string, unknown>> | null | undefined;

const pointer = '/bmsConfig/siteConnectorId';

/**
 * A battery may be brought to a site connector of its client that is in use, and stays at one that is revoked
 * meanwhile: whoever changes something else need not know of it.
 */
export async function requireSiteConnector(
  command: FleetCommand,
  wanted: Config,
  before: Config,
): Promise<void> {
  const id = wanted?.siteConnectorId as number | undefined;
  if (id === undefined || id === before?.siteConnectorId) return;
  const connector = await new SiteConnectorStore(command.tx).find(id);
  if (connector === null) throw siteConnectorNotFound(pointer);
  if (connector.isRevoked) throw siteConnectorRevoked(pointer);
}
