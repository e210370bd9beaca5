/** No tenant of this id has a database here: asking again will not help until one is made. */
export class TenantUnknown extends Error {
  readonly code = 'TENANT.UNKNOWN';
  readonly transient = false;

  constructor(readonly tenantId: number) {
    super(`tenant ${tenantId} is unknown`);
    this.name = 'TenantUnknown';
  }
}

/** The directory could not be asked, or did not answer in time: the same question may succeed later. */
export class TenantDirectoryUnavailable extends Error {
  readonly code = 'TENANT.DIRECTORY_UNAVAILABLE';
  readonly transient = true;

  constructor(
    readonly tenantId: number,
    /** What failed, without host, account or answer. */
    reason: string,
  ) {
    super(`the directory could not answer for tenant ${tenantId}: ${reason}`);
    this.name = 'TenantDirectoryUnavailable';
  }
}
