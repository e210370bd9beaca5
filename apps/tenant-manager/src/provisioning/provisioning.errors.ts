import type { ProvisioningStep } from '@trackingbms/tenants';

/** A step failed; the steps before it are done, and the next run begins with it. */
export class ProvisioningFailed extends Error {
  override readonly name = 'ProvisioningFailed';
  readonly code = 'PROVISIONING.STEP_FAILED';
  constructor(
    readonly step: ProvisioningStep,
    /** Stable code of the reason. */
    readonly reason: string,
    options: { cause: unknown },
  ) {
    super(
      `Provisioning stopped at the step ${step} (${reason}): send the same request again once that is mended.`,
      options,
    );
  }
}

/** A database of this name exists and holds tables that this installation did not make: it is not touched. */
export class DatabaseNotOurs extends Error {
  override readonly name = 'DatabaseNotOurs';
  readonly code = 'PROVISIONING.DATABASE_NOT_OURS';
  constructor() {
    super('A database of the client’s name exists and is not empty: move it away, or use another server.');
  }
}

/** The client has no account of this role in its database. */
export class AccountMissing extends Error {
  override readonly name = 'AccountMissing';
  readonly code = 'PROVISIONING.ACCOUNT_MISSING';
  constructor() {
    super('The client’s database has no account of this role: run its provisioning again.');
  }
}

/** The stable code that an error carries, else the name of its class; never its message, which can hold values. */
export function errorCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
