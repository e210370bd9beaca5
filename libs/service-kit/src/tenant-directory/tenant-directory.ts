import type { DatabaseAccess, DatabaseCoordinates, DatabaseDirectory } from '@trackingbms/tenants';

/** Injection token of the directory of tenants' databases that this process uses. */
export abstract class TenantDirectory implements DatabaseDirectory {
  abstract coordinatesOf(tenantId: number, access: DatabaseAccess): Promise<DatabaseCoordinates>;
}
