import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDeviceProfiles, schemaCheck, shippedProfiles } from '@trackingbms/device-profiles';
import type { ConnectorSettings } from '../connector-settings.js';
import { findProfile } from '../fleet-view/find-profile.js';
import type { OwnProfiles } from '../fleet-view/own-profiles.js';
import type { PushRules } from './decide-push.js';

/** Reads what decisions about pushed readings rest on. Rejects for a profile that is wrong. */
export async function loadPushRules(
  { DEVICE_PROFILES_DIRECTORY: own }: ConnectorSettings,
  ownProfiles: OwnProfiles,
): Promise<PushRules> {
  const profiles = await loadDeviceProfiles([shippedProfiles, ...(own === undefined ? [] : [own])]);
  const connection = await readFile(join(shippedProfiles, 'battery-connection.schema.json'), 'utf8');
  return {
    findProfile: (tenantId, reference) => {
      const found = findProfile({ profiles, ownProfiles }, tenantId, reference);
      return found && 'profile' in found ? found.profile : undefined;
    },
    checkConnection: schemaCheck(JSON.parse(connection) as object),
  };
}
