import type { DatabaseAccount, OwnerAccount } from '@trackingbms/tenant-database';
import type { DatabaseAccess } from '@trackingbms/tenants';

/** Services that work in tenants' databases, by the names of their credentials. Every other one is refused. */
const ownAccounts: ReadonlyMap<string, OwnerAccount> = new Map([
  ['fleet', 'fleet'],
  ['data-processor', 'data_processor'],
  ['auth', 'auth'],
]);

/** The account that a service may have: its own, or the one that only reads. Null = none. */
export function accountOfService(service: string, access: DatabaseAccess): DatabaseAccount | null {
  const own = ownAccounts.get(service);
  if (own === undefined) return null;
  return access === 'owner' ? own : 'reader';
}
