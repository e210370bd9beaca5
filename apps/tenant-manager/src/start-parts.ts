import type { JsonLogger } from '@trackingbms/service-kit';
import { migrateCoreDatabase } from './core-database/migrate-core-database.js';
import { errorCodeOf } from './provisioning/provisioning.errors.js';
import type { TenantManagerSettings } from './settings/tenant-manager-settings.js';
import { surroundingsFrom } from './surroundings-from-settings.js';
import { assemble, type TenantManagerParts } from './tenant-manager-parts.js';

export type StartedParts = TenantManagerParts;

/** The parts over a core database that is up to date; replicas that start together wait for the one that migrates it. */
export async function startParts(settings: TenantManagerSettings, logger: JsonLogger): Promise<StartedParts> {
  const surroundings = surroundingsFrom(settings);
  const onRelayError = (error: unknown) =>
    logger.warn({ msg: 'tenants are not published yet, trying again', code: errorCodeOf(error) });
  const parts = assemble({ ...surroundings, onRelayError });
  const close = async () => {
    await parts.close();
    await surroundings.disconnect();
  };
  try {
    const applied = await migrateCoreDatabase(parts.servers, surroundings.core);
    logger.log({ msg: 'core database is up to date', applied });
    return { ...parts, close };
  } catch (error) {
    await close();
    throw error;
  }
}
