import 'reflect-metadata';
import { runService } from '@trackingbms/service-kit';
import { clientProblem } from './clients/client-problems.js';
import { upgradeCommand } from './schema-upgrades/upgrade-command.js';
import { TenantManagerSettings } from './settings/tenant-manager-settings.js';
import { TenantManagerModule } from './tenant-manager.module.js';

async function upgrade(): Promise<void> {
  try {
    process.exitCode = await upgradeCommand(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'The migration could not start.'}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[2] === 'migrate') {
  await upgrade();
} else {
  await runService({
    name: 'tenant-manager',
    module: TenantManagerModule,
    settings: TenantManagerSettings,
    problems: [clientProblem],
  });
}
