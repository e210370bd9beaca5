import type { Client, KnownClient } from './client.js';
import type { ClientCommand, RegisterClient } from './client-command.js';
import type { ClientEvent } from './client-event.js';
import { quotasWith } from './client-quotas.js';
import { checkedSlug } from './client-slug.js';
import { databaseNameOf } from './database-name.js';
import { checkedModules, coreModules } from './module-names.js';
import { stepsLeft, type ProvisioningStep } from './provisioning-step.js';
import { ClientRefusal } from './tenants.errors.js';
import { defaultTimeZone, timeZoneOf } from './time-zone.js';

/**
 * What happens when a command meets a client. No event means that it already is so: asking twice is not an error.
 * Throws `ClientRefusal` when a rule says no.
 */
export function decide(command: ClientCommand, client: Client): ClientEvent[] {
  if (command.type === 'RegisterClient') return register(command, client);
  if (client.stage === 'unregistered') {
    throw new ClientRefusal('CLIENT.NOT_REGISTERED', 'No such client: register it first.');
  }
  if (client.stage === 'archived') {
    if (command.type === 'ArchiveClient') return [];
    throw new ClientRefusal('CLIENT.ARCHIVED', 'The client is archived and cannot be changed any more.');
  }
  return change(command, client);
}

type Change = Exclude<ClientCommand, RegisterClient>;
type Rules = {
  [T in Change['type']]: (command: Extract<Change, { type: T }>, client: KnownClient) => ClientEvent[];
};

const rules: Rules = {
  RecordProvisioningStep: ({ step }, client) => stepDone(step, client),
  RecordMigration: ({ schemaVersion }, client) => migrated(schemaVersion, client),
  ChangeModules: ({ modules }, client) => modulesChanged(modules, client),
  ChangePlan: ({ plan }, client) => (plan === client.plan ? [] : [{ type: 'ClientPlanChanged', plan }]),
  ChangeQuotas: ({ quotas }, client) => quotasChanged(quotas, client),
  ActivateClient: (_command, client) => activate(client),
  SuspendClient: ({ reason }, client) => suspend(reason, client),
  ResumeClient: (_command, client) => resume(client),
  ArchiveClient: ({ reason }) => [{ type: 'ClientArchived', reason }],
};

function change<T extends Change['type']>(
  command: Extract<Change, { type: T }>,
  client: KnownClient,
): ClientEvent[] {
  return rules[command.type as T](command, client);
}

function register(command: RegisterClient, client: Client): ClientEvent[] {
  if (client.stage !== 'unregistered') {
    throw new ClientRefusal('CLIENT.ALREADY_REGISTERED', 'The client exists already: load it instead.');
  }
  const { tenantId, uuid, name, company, industry, databaseServer, admission } = command;
  const registration = {
    ...{ tenantId, uuid, name, company, industry, databaseServer, admission },
    slug: checkedSlug(command.slug),
    databaseName: databaseNameOf(tenantId, industry),
    timeZone: timeZoneOf(command.timeZone ?? defaultTimeZone),
    plan: command.plan ?? 'free',
    quotas: quotasWith(command.quotas),
  };
  return [{ type: 'ClientRegistered', registration }];
}

function stepDone(step: ProvisioningStep, client: KnownClient): ClientEvent[] {
  if (client.stepsDone.includes(step)) return [];
  if (stepsLeft(client.stepsDone)[0] !== step) {
    throw new ClientRefusal(
      'CLIENT.STEP_OUT_OF_ORDER',
      'An earlier provisioning step is not done: run that one first.',
    );
  }
  return [{ type: 'ClientProvisioningStepDone', step }];
}

function migrated(schemaVersion: number, client: KnownClient): ClientEvent[] {
  if (schemaVersion === client.schemaVersion) return [];
  if (schemaVersion < client.schemaVersion) {
    throw new ClientRefusal(
      'CLIENT.SCHEMA_GOES_BACK',
      'The database is newer than this program: start the newer version.',
    );
  }
  return [{ type: 'ClientDatabaseMigrated', schemaVersion }];
}

function modulesChanged(names: readonly string[], client: KnownClient): ClientEvent[] {
  const modules = checkedModules(names);
  if (!coreModules.every((name) => modules.includes(name))) {
    throw new ClientRefusal(
      'CLIENT.CORE_MODULE',
      `These modules cannot be taken away: ${coreModules.join(', ')}.`,
    );
  }
  const same =
    modules.length === client.modules.length && modules.every((name) => client.modules.includes(name));
  return same ? [] : [{ type: 'ClientModulesChanged', modules }];
}

function quotasChanged(wanted: Parameters<typeof quotasWith>[0], client: KnownClient): ClientEvent[] {
  const quotas = quotasWith(wanted, client.quotas);
  return JSON.stringify(quotas) === JSON.stringify(quotasWith(client.quotas))
    ? []
    : [{ type: 'ClientQuotasChanged', quotas }];
}

function activate(client: KnownClient): ClientEvent[] {
  if (client.stage !== 'provisioning') return [];
  const left = stepsLeft(client.stepsDone);
  if (left.length > 0) {
    throw new ClientRefusal(
      'CLIENT.STEPS_MISSING',
      `Provisioning is not finished, left: ${left.join(', ')}.`,
    );
  }
  return [{ type: 'ClientActivated' }];
}

function suspend(reason: string, client: KnownClient): ClientEvent[] {
  if (client.stage === 'suspended') return [];
  if (client.stage !== 'in-service') {
    throw new ClientRefusal(
      'CLIENT.NOT_IN_SERVICE',
      'The client is not in service yet: finish its provisioning first.',
    );
  }
  return [{ type: 'ClientSuspended', reason }];
}

function resume(client: KnownClient): ClientEvent[] {
  if (client.stage === 'in-service') return [];
  if (client.stage !== 'suspended') {
    throw new ClientRefusal('CLIENT.NOT_SUSPENDED', 'Only a suspended client can be resumed.');
  }
  return [{ type: 'ClientResumed' }];
}
