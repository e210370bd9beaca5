import type { ClientQuotas, SubscriptionPlan } from './client-quotas.js';
import type { Industry } from './industry-template.js';
import type { ModuleName } from './module-names.js';
import type { ProvisioningStep } from './provisioning-step.js';

/** The status a client enters service with. */
export type Admission = 'active' | 'trial';

export interface ClientRegistration {
  readonly tenantId: number;
  readonly uuid: string;
  readonly slug: string;
  readonly name: string;
  readonly company: string;
  readonly industry: Industry;
  readonly databaseServer: string;
  readonly databaseName: string;
  readonly timeZone: string;
  readonly plan: SubscriptionPlan;
  readonly quotas: ClientQuotas;
  readonly admission: Admission;
}

export type ClientEvent =
  | { readonly type: 'ClientRegistered'; readonly registration: ClientRegistration }
  | { readonly type: 'ClientProvisioningStepDone'; readonly step: ProvisioningStep }
  | { readonly type: 'ClientDatabaseMigrated'; readonly schemaVersion: number }
  | { readonly type: 'ClientModulesChanged'; readonly modules: readonly ModuleName[] }
  | { readonly type: 'ClientActivated' }
  | { readonly type: 'ClientSuspended'; readonly reason: string }
  | { readonly type: 'ClientResumed' }
  | { readonly type: 'ClientArchived'; readonly reason: string }
  | { readonly type: 'ClientPlanChanged'; readonly plan: SubscriptionPlan }
  | { readonly type: 'ClientQuotasChanged'; readonly quotas: ClientQuotas };
