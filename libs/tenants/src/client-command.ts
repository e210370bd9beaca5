import type { Admission } from './client-event.js';
import type { ClientQuotas, SubscriptionPlan } from './client-quotas.js';
import type { Industry } from './industry-template.js';
import type { ProvisioningStep } from './provisioning-step.js';

export interface RegisterClient {
  readonly type: 'RegisterClient';
  readonly tenantId: number;
  readonly uuid: string;
  readonly slug: string;
  readonly name: string;
  readonly company: string;
  readonly industry: Industry;
  readonly databaseServer: string;
  readonly admission: Admission;
  readonly plan?: SubscriptionPlan;
  readonly timeZone?: string;
  readonly quotas?: Partial<ClientQuotas>;
}

export type ClientCommand =
  | RegisterClient
  | { readonly type: 'RecordProvisioningStep'; readonly step: ProvisioningStep }
  | { readonly type: 'RecordMigration'; readonly schemaVersion: number }
  | { readonly type: 'ChangeModules'; readonly modules: readonly string[] }
  | { readonly type: 'ActivateClient' }
  | { readonly type: 'SuspendClient'; readonly reason: string }
  | { readonly type: 'ResumeClient' }
  | { readonly type: 'ArchiveClient'; readonly reason: string }
  | { readonly type: 'ChangePlan'; readonly plan: SubscriptionPlan }
  | { readonly type: 'ChangeQuotas'; readonly quotas: Partial<ClientQuotas> };
