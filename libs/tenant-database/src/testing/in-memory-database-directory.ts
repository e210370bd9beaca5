import {
  TenantUnknown,
  type DatabaseAccess,
  type DatabaseCoordinates,
  type DatabaseDirectory,
} from '@trackingbms/tenants';

/** Answers what it was told, the same for both kinds of access unless told apart. */
export class InMemoryDatabaseDirectory implements DatabaseDirectory {
  readonly #known = new Map<string, DatabaseCoordinates>();
  /** Questions asked so far. */
  asked = 0;

  put(coordinates: DatabaseCoordinates, access?: DatabaseAccess): void {
    const accesses = access ? [access] : (['owner', 'reader'] as const);
    for (const each of accesses) this.#known.set(`${coordinates.tenantId}/${each}`, coordinates);
  }

  remove(tenantId: number): void {
    this.#known.delete(`${tenantId}/owner`);
    this.#known.delete(`${tenantId}/reader`);
  }

  coordinatesOf(tenantId: number, access: DatabaseAccess): Promise<DatabaseCoordinates> {
    this.asked++;
    const coordinates = this.#known.get(`${tenantId}/${access}`);
    return coordinates ? Promise.resolve(coordinates) : Promise.reject(new TenantUnknown(tenantId));
  }
}
