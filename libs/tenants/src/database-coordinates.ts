export type DatabaseEngine = 'mariadb' | 'mysql';

/** Where a tenant's database is and who connects to it. The password is a secret: never log it, never put it in an error. */
export interface DatabaseCoordinates {
  readonly tenantId: number;
  readonly engine: DatabaseEngine;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** Number of the last migration applied. */
  readonly schemaVersion: number;
}

/** `owner` may write its own tables; `reader` may read what is shared as a read model. */
export type DatabaseAccess = 'owner' | 'reader';

/** Answers where a tenant's database is; rejects with a `TenantUnknown` or a transient failure. */
export interface DatabaseDirectory {
  coordinatesOf(tenantId: number, access: DatabaseAccess): Promise<DatabaseCoordinates>;
}
