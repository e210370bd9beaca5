import { createHash } from 'node:crypto';

/** Name of a lock on the core server: several installations may share it, and MySQL allows 64 characters. */
export const coreLock = (database: string, purpose: string): string =>
  `tbms:${createHash('sha256').update(`${database}/${purpose}`).digest('hex').slice(0, 40)}`;
