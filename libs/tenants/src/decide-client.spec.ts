import { describe, expect, it } from '@jest/globals';
import {
  archived,
  clientAfter,
  everyStepDone,
  given,
  inService,
  registered,
  registerSample,
  registrationSample,
  suspended,
} from './testing/index.js';
import { statusOf, type KnownClient } from './client.js';

const stageAfter = (...events: Parameters<typeof clientAfter>[0]) => clientAfter(events).stage;

describe('registering a client', () => {
  it('decides its database name, plan, quotas and time zone', () => {
    expect(given().when(registerSample)).toEqual([registered]);
  });

  it('takes the name people still use for the zone of Montreal', () => {
    expect(given().when({ ...registerSample, timeZone: 'America/Montreal' })).toEqual([registered]);
  });

  it('keeps the plan and the quotas asked for over the defaults', () => {
    const [event] = given().when({ ...registerSample, plan: 'pro', quotas: { maxDevices: 5000 } });
    expect(event).toMatchObject({
      registration: { plan: 'pro', quotas: { ...registrationSample.quotas, maxDevices: 5000 } },
    });
  });

  it.each([
    ['a second time', [registered], {}, 'CLIENT.ALREADY_REGISTERED'],
    ['under a slug that is no host label', [], { slug: 'EDS_Quebec' }, 'CLIENT.SLUG_INVALID'],
    ['in no known zone', [], { timeZone: 'America/Atlantis' }, 'CLIENT.TIME_ZONE_UNKNOWN'],
    ['in a bare offset', [], { timeZone: '-05:00' }, 'CLIENT.TIME_ZONE_UNKNOWN'],
    ['with a negative quota', [], { quotas: { maxUsers: -1 } }, 'CLIENT.QUOTA_INVALID'],
    ['with half a device', [], { quotas: { maxDevices: 0.5 } }, 'CLIENT.QUOTA_INVALID'],
    ['with an id of zero', [], { tenantId: 0 }, 'CLIENT.DATABASE_NAME_INVALID'],
  ])('refuses %s', (_why, history, change, code) => {
    expect(given(...history).when({ ...registerSample, ...change })).toBe(code);
  });
});

describe('provisioning', () => {
  it('records the steps in their order', () => {
    expect(given(registered).when({ type: 'RecordProvisioningStep', step: 'data-key' })).toEqual([
      { type: 'ClientProvisioningStepDone', step: 'data-key' },
    ]);
  });

  it('decides nothing for a step that is done', () => {
    expect(given(...inService).when({ type: 'RecordProvisioningStep', step: 'grants' })).toEqual([]);
  });

  it('refuses a step before its predecessor', () => {
    expect(given(registered).when({ type: 'RecordProvisioningStep', step: 'database' })).toBe(
      'CLIENT.STEP_OUT_OF_ORDER',
    );
  });

  it('does not put a client into service before its last step', () => {
    const history = [registered, ...everyStepDone.slice(0, -1)];
    expect(given(...history).when({ type: 'ActivateClient' })).toBe('CLIENT.STEPS_MISSING');
  });

  it('puts a client into service after its last step, once', () => {
    expect(given(registered, ...everyStepDone).when({ type: 'ActivateClient' })).toEqual([
      { type: 'ClientActivated' },
    ]);
    expect(given(...inService).when({ type: 'ActivateClient' })).toEqual([]);
  });

  it('refuses a database that would go back to an older schema', () => {
    const migrated = { type: 'ClientDatabaseMigrated', schemaVersion: 4 } as const;
    expect(given(registered, migrated).when({ type: 'RecordMigration', schemaVersion: 3 })).toBe(
      'CLIENT.SCHEMA_GOES_BACK',
    );
    expect(given(registered, migrated).when({ type: 'RecordMigration', schemaVersion: 4 })).toEqual([]);
    expect(given(registered, migrated).when({ type: 'RecordMigration', schemaVersion: 5 })).toEqual([
      { type: 'ClientDatabaseMigrated', schemaVersion: 5 },
    ]);
  });
});

describe('modules', () => {
  const four = ['core', 'auth', 'gateway', 'database'] as const;

  it('keeps them in the order of the platform, each once', () => {
    expect(
      given(registered).when({
        type: 'ChangeModules',
        modules: ['database', 'auth', 'core', 'gateway', 'core'],
      }),
    ).toEqual([{ type: 'ClientModulesChanged', modules: ['core', 'auth', 'gateway', 'database'] }]);
  });

  it('decides nothing when they are the same already', () => {
    const history = [registered, { type: 'ClientModulesChanged', modules: four } as const];
    expect(given(...history).when({ type: 'ChangeModules', modules: [...four] })).toEqual([]);
  });

  it('refuses an unknown module and the loss of a core module', () => {
    expect(given(registered).when({ type: 'ChangeModules', modules: ['weather'] })).toBe(
      'CLIENT.MODULE_UNKNOWN',
    );
    expect(given(registered).when({ type: 'ChangeModules', modules: ['core'] })).toBe('CLIENT.CORE_MODULE');
  });
});

describe('plan and quotas', () => {
  it('decides nothing for what already holds', () => {
    expect(given(...inService).when({ type: 'ChangePlan', plan: 'free' })).toEqual([]);
    expect(given(...inService).when({ type: 'ChangeQuotas', quotas: { maxUsers: 10 } })).toEqual([]);
  });

  it('changes only the quota that was named', () => {
    expect(given(...inService).when({ type: 'ChangeQuotas', quotas: { maxUsers: 25 } })).toEqual([
      { type: 'ClientQuotasChanged', quotas: { ...registrationSample.quotas, maxUsers: 25 } },
    ]);
  });
});

describe('suspending, resuming, archiving', () => {
  const suspend = { type: 'SuspendClient', reason: 'unpaid' } as const;

  it('suspends and resumes, and asking twice is not an error', () => {
    expect(given(...inService).when(suspend)).toEqual([{ type: 'ClientSuspended', reason: 'unpaid' }]);
    expect(given(...suspended).when(suspend)).toEqual([]);
    expect(given(...suspended).when({ type: 'ResumeClient' })).toEqual([{ type: 'ClientResumed' }]);
    expect(given(...inService).when({ type: 'ResumeClient' })).toEqual([]);
  });

  it('refuses what has no meaning yet', () => {
    expect(given().when(suspend)).toBe('CLIENT.NOT_REGISTERED');
    expect(given(registered).when(suspend)).toBe('CLIENT.NOT_IN_SERVICE');
    expect(given(registered).when({ type: 'ResumeClient' })).toBe('CLIENT.NOT_SUSPENDED');
  });

  it('archives for ever', () => {
    expect(given(...suspended).when({ type: 'ArchiveClient', reason: 'left' })).toHaveLength(1);
    expect(given(...archived).when({ type: 'ArchiveClient', reason: 'left' })).toEqual([]);
    expect(given(...archived).when({ type: 'ResumeClient' })).toBe('CLIENT.ARCHIVED');
  });

  it('comes back from suspension with the status it entered service with', () => {
    const back = clientAfter([...suspended, { type: 'ClientResumed' }]) as KnownClient;
    expect([stageAfter(...suspended), back.stage, statusOf(back)]).toEqual([
      'suspended',
      'in-service',
      'trial',
    ]);
    expect(statusOf(clientAfter(suspended) as KnownClient)).toBe('suspended');
  });
});

it('refuses a history that does not begin with the registration', () => {
  expect(() => clientAfter([{ type: 'ClientActivated' }])).toThrow('cannot begin with ClientActivated');
});
