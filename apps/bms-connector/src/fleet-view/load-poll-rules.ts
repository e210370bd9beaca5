import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDeviceProfiles, schemaCheck, shippedProfiles } from '@trackingbms/device-profiles';
import type { PollRules } from './decide-poll.js';
import { DeviceRanges } from './device-ranges.js';

/** The settings that polling follows, wherever the connector runs. */
interface PollSettings {
  readonly ALLOWED_DEVICE_RANGES: readonly string[];
  readonly DEVICE_PROFILES_DIRECTORY?: string;
}

/** Reads what the decisions about polling rest on. Rejects for a profile or a range that is wrong. */
export async function loadPollRules(
  settings: PollSettings,
  rules: Pick<PollRules, 'onSite' | 'ownProfiles' | 'sharesDevices'>,
): Promise<PollRules> {
  const own = settings.DEVICE_PROFILES_DIRECTORY;
  const connection = await readFile(join(shippedProfiles, 'battery-connection.schema.json'), 'utf8');
  return {
    profiles: await loadDeviceProfiles([shippedProfiles, ...(own === undefined ? [] : [own])]),
    ranges: DeviceRanges.parse(settings.ALLOWED_DEVICE_RANGES),
    checkConnection: schemaCheck(JSON.parse(connection) as object),
    ...rules,
  };
}
