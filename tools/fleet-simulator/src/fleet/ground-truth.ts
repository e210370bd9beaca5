import { appendFile, rename, stat } from 'node:fs/promises';
import type { SimulatedPack } from './simulated-pack.js';

/** Bytes after which the file is put aside, over the one before: the record stays bounded. */
const mostBytes = 64 * 1024 * 1024;

/** Appends what is really so of every pack, one JSON line each. */
export async function writeGroundTruth(
  file: string,
  packs: readonly SimulatedPack[],
  at: Date,
): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > mostBytes) await rename(file, `${file}.1`);
  const lines = packs.map((pack) => JSON.stringify({ at: at.toISOString(), ...pack.truth() }));
  await appendFile(file, `${lines.join('\n')}\n`);
}
