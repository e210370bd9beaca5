import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceProfile } from '../device-profile.js';
import { shippedProfiles } from '../load-device-profiles.js';
import { parseDeviceProfile } from '../parse-device-profile.js';
import { schemaCheck } from '../schema-check.js';

const schema = JSON.parse(
  readFileSync(join(shippedProfiles, 'device-profile.schema.json'), 'utf8'),
) as object;
export const checkProfile = schemaCheck(schema);

export const shippedProfile = (file: string): DeviceProfile =>
  parseDeviceProfile(file, readFileSync(join(shippedProfiles, file), 'utf8'), checkProfile);

/** A profile from YAML lines of a test. */
export const profileFrom = (yaml: string): DeviceProfile =>
  parseDeviceProfile('test.yaml', yaml, checkProfile);
