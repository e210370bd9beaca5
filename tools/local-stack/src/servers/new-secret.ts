import { randomBytes } from 'node:crypto';

/** 256 random bits, in letters that need no quoting in a shell, in SQL or in a URL. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
