import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { KAFKA_LIBS, TRACKINGBMS_DOWNLOADS, TRACKINGBMS_STATE } = process.env;
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const downloads = TRACKINGBMS_DOWNLOADS ?? join(TRACKINGBMS_STATE ?? join(root, '.local'), 'downloads');

/** Class path of Kafka's jars: the folder KAFKA_LIBS names, else the one that the local stack has fetched. */
export async function kafkaJars(): Promise<string> {
  if (KAFKA_LIBS) return join(KAFKA_LIBS, '*');
  const folders = await readdir(downloads).catch(() => []);
  const newest = folders
    .filter((name) => /^kafka-[\d.]+$/.test(name))
    .toSorted()
    .at(-1);
  if (newest === undefined)
    throw new Error('No Kafka jars: set KAFKA_LIBS to their folder, or run `npm start` once.');
  return join(downloads, newest, '*');
}
