/** A name that was not made by us. The name itself is left out: it may come from outside. */
export class InvalidDatabaseName extends Error {
  readonly code = 'TENANT_DATABASE.INVALID_NAME';

  constructor() {
    super('The name of a tenant database or account does not have the expected form.');
    this.name = 'InvalidDatabaseName';
  }
}
