import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root, seen from `src` as from `dist`. */
export const workspaceRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** Everything the stack makes is in this one ignored folder: remove it and nothing is left. */
export const stateFolder = process.env['TRACKINGBMS_STATE'] ?? join(workspaceRoot, '.local');

/** Kafka's jars, fetched once. They may be kept elsewhere, for example in a CI cache. */
export const downloadFolder = process.env['TRACKINGBMS_DOWNLOADS'] ?? join(stateFolder, 'downloads');
