import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaCheck, shippedProfiles } from '@trackingbms/device-profiles';
import type { ProfileCheck } from './profile-on-trial.js';

export async function loadProfileCheck(): Promise<ProfileCheck> {
  const schema = await readFile(join(shippedProfiles, 'device-profile.schema.json'), 'utf8');
  return schemaCheck(JSON.parse(schema) as object);
}
