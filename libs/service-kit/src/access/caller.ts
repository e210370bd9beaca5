import type { AccessScope } from '@trackingbms/tenants';
import type { Language } from '../problems/language.js';
import type { Role } from './permissions.js';

/** Who calls, as their verified token says. The tenant of a request is this one and no other. */
export interface Caller {
  readonly tenantId: number;
  readonly userId: number;
  readonly userUuid: string;
  readonly sessionId: string;
  readonly role: Role;
  readonly permissions: readonly string[];
  readonly scope: AccessScope;
  readonly language: Language;
  /** Seconds since 1970: nothing may be served to this caller from then on. */
  readonly expiresAt: number;
}
