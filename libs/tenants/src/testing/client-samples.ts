import type { ClientEvent, ClientRegistration } from '../client-event.js';
import type { RegisterClient } from '../client-command.js';
import { provisioningSteps } from '../provisioning-step.js';

export const registerSample: RegisterClient = {
  type: 'RegisterClient',
  tenantId: 7,
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  slug: 'eds-quebec',
  name: 'EDS Québec',
  company: 'EDS Québec inc.',
  industry: 'batteries',
  databaseServer: 'first',
  admission: 'trial',
};

export const registrationSample: ClientRegistration = {
  tenantId: 7,
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  slug: 'eds-quebec',
  name: 'EDS Québec',
  company: 'EDS Québec inc.',
  industry: 'batteries',
  databaseServer: 'first',
  databaseName: 'client_7_batteries',
  timeZone: 'America/Toronto',
  plan: 'free',
  quotas: { maxUsers: 10, maxDevices: 100, maxStorageGb: 10, apiRateLimit: 1000 },
  admission: 'trial',
};

export const registered: ClientEvent = { type: 'ClientRegistered', registration: registrationSample };
export const everyStepDone: ClientEvent[] = provisioningSteps.map((step) => ({
  type: 'ClientProvisioningStepDone',
  step,
}));
export const inService: ClientEvent[] = [registered, ...everyStepDone, { type: 'ClientActivated' }];
export const suspended: ClientEvent[] = [...inService, { type: 'ClientSuspended', reason: 'unpaid' }];
export const archived: ClientEvent[] = [...inService, { type: 'ClientArchived', reason: 'left' }];
