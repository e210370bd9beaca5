import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Where servers are on Debian although a plain user's PATH does not say so. */
const usualFolders = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/** The program's full path, or undefined when it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':').filter(Boolean), ...usualFolders];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
