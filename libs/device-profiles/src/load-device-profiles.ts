import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeviceProfiles } from './device-profiles.js';
import { DeviceProfileInvalid } from './device-profile-invalid.errors.js';
import { parseDeviceProfile, type ReadBeside } from './parse-device-profile.js';
import { schemaCheck, type SchemaCheck } from './schema-check.js';

/** Beside `src` and `dist`, so that both find it at the same place. */
export const shippedProfiles = fileURLToPath(new URL('../profiles/', import.meta.url));

/** The check of the schema that is beside the shipped profiles. */
export async function loadProfileCheck(): Promise<SchemaCheck> {
  const schema = await readFile(join(shippedProfiles, 'device-profile.schema.json'), 'utf8');
  return schemaCheck(JSON.parse(schema) as object);
}

/** All profiles of the directories. Throws `DeviceProfileInvalid` for the first file that is wrong. */
export async function loadDeviceProfiles(directories: readonly string[]): Promise<DeviceProfiles> {
  const check = await loadProfileCheck();
  const profiles = [];
  const seen = new Set<string>();
  for (const file of (await Promise.all(directories.map(yamlFiles))).flat()) {
    const profile = parseDeviceProfile(file, await readFile(file, 'utf8'), check, besides(file));
    const reference = `${profile.profile}@${profile.version}`;
    if (seen.has(reference)) {
      throw new DeviceProfileInvalid(file, [
        { path: '/version', problem: `is there twice for ${reference}` },
      ]);
    }
    seen.add(reference);
    profiles.push(profile);
  }
  return new DeviceProfiles(profiles);
}

/** The name has been checked to be one, and no path. */
const besides =
  (file: string): ReadBeside =>
  (name) => {
    const path = join(dirname(file), name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };

async function yamlFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(directory, name));
}
