import { JsonLogger, loadSettings } from '@trackingbms/service-kit';
import { TenantManagerSettings } from '../settings/tenant-manager-settings.js';
import { startParts } from '../start-parts.js';

/** `node dist/main.js migrate`: core, then every tenant. Answers the exit code, 1 when a tenant was left behind. */
export async function upgradeCommand(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const settings = loadSettings(TenantManagerSettings, environment);
  const logger = JsonLogger.for(settings.SERVICE_NAME, settings.LOG_LEVEL);
  const parts = await startParts(settings, logger);
  try {
    const reports = await parts.upgrades.run((report) => logger.log({ msg: 'tenant', ...report }));
    const failed = reports.filter(({ outcome }) => outcome === 'failed').length;
    logger.log({ msg: 'migration ended', tenants: reports.length, failed });
    return failed === 0 ? 0 : 1;
  } finally {
    await parts.close();
  }
}
