import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDeviceProfiles, schemaCheck, shippedProfiles } from '@trackingbms/device-profiles';
import type { ConnectorSettings } from '../connector-settings.js';
import type { PushRules } from './decide-push.js';

/** Reads what decisions about pushed readings rest on. Rejects for a profile that is wrong. */
export async function loadPushRules({
  DEVICE_PROFILES_DIRECTORY: own,
}: ConnectorSettings): Promise<PushRules> {
  const profiles = await loadDeviceProfiles([shippedProfiles, ...(own === undefined ? [] : [own])]);
  const connection = await readFile(join(shippedProfiles, 'battery-connection.schema.json'), 'utf8');
  return {
    findProfile: (_, reference) => profiles.find(reference),
    checkConnection: schemaCheck(JSON.parse(connection) as object),
  };
}
