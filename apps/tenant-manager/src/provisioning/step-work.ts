import type { ClientCommand, KnownClient, ProvisioningStep } from '@trackingbms/tenants';

/** The work of one provisioning step. It may be run any number of times, also half-way: the outcome is the same. */
export interface StepWork {
  readonly step: ProvisioningStep;
  /** Answers what else becomes true of the client, recorded together with the step. */
  run(client: KnownClient): Promise<readonly ClientCommand[]>;
}
