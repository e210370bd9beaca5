import type { ClientEvent, ClientRegistration } from './client-event.js';
import type { ModuleName } from './module-names.js';
import type { ProvisioningStep } from './provisioning-step.js';

export interface KnownClient extends ClientRegistration {
  readonly stage: 'provisioning' | 'in-service' | 'suspended' | 'archived';
  readonly stepsDone: readonly ProvisioningStep[];
  /** Number of the last migration applied to its database; 0 = none yet. */
  readonly schemaVersion: number;
  readonly modules: readonly ModuleName[];
}

export type Client = { readonly stage: 'unregistered' } | KnownClient;

export const unregistered: Client = { stage: 'unregistered' };

/** The status of the specification's `clients` table. A client that is being made carries the one it will enter service with. */
export function statusOf(client: KnownClient): 'active' | 'trial' | 'suspended' | 'archived' {
  return client.stage === 'suspended' || client.stage === 'archived' ? client.stage : client.admission;
}

/** The client after one more event. Throws when the history does not begin with the registration. */
export function evolve(client: Client, event: ClientEvent): Client {
  if (event.type === 'ClientRegistered') {
    return { ...event.registration, stage: 'provisioning', stepsDone: [], schemaVersion: 0, modules: [] };
  }
  if (client.stage === 'unregistered') throw new Error(`A client's history cannot begin with ${event.type}.`);
  return { ...client, ...changeOf(client, event) };
}

type LaterEvent = Exclude<ClientEvent, { type: 'ClientRegistered' }>;

const stageAfter = {
  ClientActivated: 'in-service',
  ClientSuspended: 'suspended',
  ClientResumed: 'in-service',
  ClientArchived: 'archived',
} as const;
type StageEvent = Extract<LaterEvent, { type: keyof typeof stageAfter }>;

const changesStage = (event: LaterEvent): event is StageEvent => event.type in stageAfter;

function changeOf(client: KnownClient, event: LaterEvent): Partial<KnownClient> {
  if (changesStage(event)) return { stage: stageAfter[event.type] };
  switch (event.type) {
    case 'ClientProvisioningStepDone':
      return { stepsDone: [...client.stepsDone, event.step] };
    case 'ClientDatabaseMigrated':
      return { schemaVersion: event.schemaVersion };
    case 'ClientModulesChanged':
      return { modules: event.modules };
    case 'ClientPlanChanged':
      return { plan: event.plan };
    case 'ClientQuotasChanged':
      return { quotas: event.quotas };
  }
}
