/** There is no template for this industry yet. */
export class IndustryNotAvailable extends Error {
  readonly code = 'TENANT_DATABASE.INDUSTRY_NOT_AVAILABLE';

  constructor(readonly industry: string) {
    super(`There is no database template for the industry "${industry}" yet; choose another one.`);
    this.name = 'IndustryNotAvailable';
  }
}

/** A step that was applied differs from the step of the same name in the code: released migrations never change. */
export class MigrationChanged extends Error {
  readonly code = 'TENANT_DATABASE.MIGRATION_CHANGED';

  constructor(
    readonly version: number,
    readonly step: string,
  ) {
    super(
      `Migration ${version}, step "${step}", was changed after it had been applied; write a new migration.`,
    );
    this.name = 'MigrationChanged';
  }
}

/** The database was migrated by newer code than this. */
export class SchemaNewerThanCode extends Error {
  readonly code = 'TENANT_DATABASE.SCHEMA_NEWER_THAN_CODE';

  constructor(readonly version: number) {
    super(`The database has migration ${version}, which this program does not know; use the newer program.`);
    this.name = 'SchemaNewerThanCode';
  }
}

/** Somebody else migrates this database now. */
export class MigrationInProgress extends Error {
  readonly code = 'TENANT_DATABASE.MIGRATION_IN_PROGRESS';
  readonly transient = true;

  constructor() {
    super('This database is being migrated by somebody else; try again later.');
    this.name = 'MigrationInProgress';
  }
}

/** A step failed; the steps before it are done and the next run begins with it. */
export class MigrationStepFailed extends Error {
  readonly code = 'TENANT_DATABASE.MIGRATION_STEP_FAILED';

  constructor(
    readonly version: number,
    readonly step: string,
    /** The server's name of the error, for example `ER_LOCK_WAIT_TIMEOUT`. */
    readonly reason: string,
    options?: { cause?: unknown },
  ) {
    super(
      `Migration ${version}, step "${step}", failed (${reason}); run it again once the cause is gone.`,
      options,
    );
    this.name = 'MigrationStepFailed';
  }
}
