import type { AuditOrigin } from './audit-log.js';

/** What the program does by itself, asked by nobody. */
export const systemOrigin: AuditOrigin = { actor: 'system', address: null };
