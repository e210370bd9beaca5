/** Why a tenant's database cannot be used at the moment. */
export type UnavailableReason =
  'directory' | 'connection' | 'refused' | 'schema' | 'backing-off' | 'busy' | 'closed';

/**
 * The tenant's database cannot be used now and may be later: wait or park the tenant, the others are not concerned.
 * `cause` is the driver's error where there is one; it may name a host, so do not send it to a client.
 */
export class TenantUnavailable extends Error {
  readonly code = 'TENANT_DATABASE.UNAVAILABLE';
  readonly transient = true;

  constructor(
    readonly tenantId: number,
    readonly reason: UnavailableReason,
    options?: { cause?: unknown },
  ) {
    super(`The database of tenant ${tenantId} cannot be used now (${reason}); try again later.`, options);
    this.name = 'TenantUnavailable';
  }
}

/** A statement that the database refused, by its codes only: the driver's message holds values and SQL. */
export class StatementFailed extends Error {
  constructor(
    readonly code: string,
    readonly errno: number,
    /** Name of the violated unique key, where that was the reason. */
    readonly key?: string,
  ) {
    super(`The database refused a statement: ${code} (${errno}).`);
    this.name = 'StatementFailed';
  }
}
