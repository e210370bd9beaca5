/** Why a tenant cannot take its records in now. */
export type HoldReason =
  | 'database'
  | 'slow'
  | 'hanging'
  | 'fleet-behind'
  | 'tenant-unknown'
  | 'from-the-future'
  | 'stream-made-anew'
  | 'unexpected';

/** The tenant's records wait from its checkpoint on; the other tenants go on. */
export class TenantHeldBack extends Error {
  override readonly name = 'TenantHeldBack';

  constructor(
    readonly reason: HoldReason,
    options?: ErrorOptions,
  ) {
    super(`The tenant's records wait: ${reason}.`, options);
  }
}

/** The partition may belong to somebody else by now: nothing more is written for this batch. */
export class PartitionLost extends Error {
  override readonly name = 'PartitionLost';

  constructor() {
    super('The partition was given to another processor.');
  }
}

/** A record could not be set aside, so the batch has to come again. */
export class LetterNotSent extends Error {
  override readonly name = 'LetterNotSent';

  constructor(options: ErrorOptions) {
    super('A dead letter was not acknowledged.', options);
  }
}
