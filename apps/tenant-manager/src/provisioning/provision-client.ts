import { ClientRefusal, stepsLeft, type KnownClient, type ProvisioningStep } from '@trackingbms/tenants';
import type { AuditOrigin } from '../audit/audit-log.js';
import type { ClientCommands } from '../clients/client-commands.js';
import type { FaultPoints } from './fault-points.js';
import { errorCodeOf, ProvisioningFailed } from './provisioning.errors.js';
import type { StepRecords } from './step-records.js';
import type { StepWork } from './step-work.js';

export interface ProvisioningParts {
  readonly clients: ClientCommands;
  readonly records: StepRecords;
  readonly work: readonly StepWork[];
  readonly faults: FaultPoints;
}

/**
 * Brings a registered client into service: the steps that are left, one after the other, each recorded before the next
 * begins. After a crash at any point it is run again and goes on where it was. Rejects with `ProvisioningFailed`.
 */
export class ProvisionClient {
  constructor(private readonly parts: ProvisioningParts) {}

  async run(tenantId: number, origin: AuditOrigin): Promise<KnownClient> {
    let client = await this.known(tenantId);
    for (const step of stepsLeft(client.stepsDone)) {
      client = await this.takeStep(step, client, origin);
    }
    const activate = { type: 'ActivateClient' } as const;
    client = await this.parts.clients.carryOut({ tenantId, commands: [activate], origin });
    await this.parts.faults.reached('activated');
    return client;
  }

  private async takeStep(
    step: ProvisioningStep,
    client: KnownClient,
    origin: AuditOrigin,
  ): Promise<KnownClient> {
    const { clients, records, faults } = this.parts;
    const { tenantId } = client;
    await records.started(tenantId, step);
    await faults.reached(`${step}: started`);
    try {
      const also = await this.workOf(step).run(client);
      await faults.reached(`${step}: carried out`);
      const done = await clients.carryOut({
        tenantId,
        commands: [...also, { type: 'RecordProvisioningStep', step }],
        origin,
        alongside: (tx, at) => records.done(tx, tenantId, step, at),
      });
      await faults.reached(`${step}: recorded`);
      return done;
    } catch (error) {
      const code = errorCodeOf(error);
      await records.failed(tenantId, step, code).catch(() => undefined);
      throw new ProvisioningFailed(step, code, { cause: error });
    }
  }

  private async known(tenantId: number): Promise<KnownClient> {
    const { client } = await this.parts.clients.load(tenantId);
    if (client.stage !== 'unregistered') return client;
    throw new ClientRefusal('CLIENT.NOT_REGISTERED', 'No such client: register it first.');
  }

  private workOf(step: ProvisioningStep): StepWork {
    const work = this.parts.work.find((known) => known.step === step);
    if (!work) throw new Error(`Nobody does the provisioning step ${step}.`);
    return work;
  }
}
