export type { AccessScope } from './access-scope.js';
export type {
  DatabaseAccess,
  DatabaseCoordinates,
  DatabaseDirectory,
  DatabaseEngine,
} from './database-coordinates.js';
export { evolve, statusOf, unregistered, type Client, type KnownClient } from './client.js';
export type { ClientCommand, RegisterClient } from './client-command.js';
export type { Admission, ClientEvent, ClientRegistration } from './client-event.js';
export {
  defaultQuotas,
  quotasWith,
  subscriptionPlans,
  type ClientQuotas,
  type SubscriptionPlan,
} from './client-quotas.js';
export { checkedSlug } from './client-slug.js';
export { databaseNameOf, isDatabaseName } from './database-name.js';
export { decide } from './decide-client.js';
export { industries, templateOf, type Industry, type IndustryTemplate } from './industry-template.js';
export { checkedModules, coreModules, moduleNames, type ModuleName } from './module-names.js';
export { provisioningSteps, stepsLeft, type ProvisioningStep } from './provisioning-step.js';
export { ClientRefusal, type ClientRefusalCode } from './tenants.errors.js';
export { defaultTimeZone, timeZoneOf } from './time-zone.js';
export { scopeAllows, type ScopedBattery } from './scope-allows.js';
export { TenantDirectoryUnavailable, TenantUnknown } from './tenant-directory.errors.js';
