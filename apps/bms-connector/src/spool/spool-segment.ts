import { open, readFile, rename, stat, truncate, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeRecords } from './spool-record.js';

const digits = 16;
const namePattern = /^(\d{16})\.segment$/;

/** A file of records. Its name is the sequence number of its first one. */
export interface SpoolSegment {
  readonly path: string;
  readonly first: number;
  /** Records that are whole. */
  count: number;
  /** Their bytes. */
  bytes: number;
}

export const segmentPath = (directory: string, first: number): string =>
  join(directory, `${String(first).padStart(digits, '0')}.segment`);

/** The number of a segment's first record, undefined for a file that is no segment. */
export function firstOf(name: string): number | undefined {
  const [, number] = namePattern.exec(name) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** What a process that was killed has left: the torn end is cut off, so that nothing is ever read behind it. */
export async function recoverSegment(path: string, first: number): Promise<SpoolSegment> {
  const { payloads, validLength } = decodeRecords(await readFile(path));
  if ((await stat(path)).size > validLength) await truncate(path, validLength);
  return { path, first, count: payloads.length, bytes: validLength };
}

/** Takes files away so that a crash cannot bring them back. */
export async function removeSegments(directory: string, segments: readonly SpoolSegment[]): Promise<void> {
  for (const { path } of segments) await unlink(path);
  if (segments.length > 0) await syncDirectory(directory);
}

export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a small file whole or not at all. */
export async function replaceFile(directory: string, name: string, text: string): Promise<void> {
  const temporary = join(directory, `${name}.new`);
  const handle: FileHandle = await open(temporary, 'w');
  try {
    await writeFile(handle, text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(temporary, join(directory, name));
  await syncDirectory(directory);
}
