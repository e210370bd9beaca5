import type { Provider } from '@nestjs/common';
import { DeadLetters, EventPublisher, PartitionReader, streamBounds } from '@trackingbms/event-log';
import { TenantConnections } from '@trackingbms/tenant-database';
import { systemClock } from '../clock/system-clock.js';
import { DataProcessorSettings } from '../data-processor-settings.js';
import { FleetTopicView } from '../fleet-view/fleet-topic-view.js';
import { FollowFleet } from '../fleet-view/follow-fleet.js';
import { IntakeMetrics } from './intake-metrics.js';
import type { DeadLetterPort } from './intake-ports.js';
import { Intake, type IntakeDependencies } from './intake.js';
import { LogCatchUpReader } from './log-catch-up-reader.js';
import type { IntakeSettings } from './partition-intake.js';
import { Slots } from './slots.js';
import { TenantIntakeDatabase } from './tenant-intake-database.js';

/** How often a transaction is tried again within a batch. */
const attempts = 5;

export const intakeSettingsOf = (settings: DataProcessorSettings): IntakeSettings => ({
  maxRows: settings.INTAKE_MAX_ROWS,
  attempts,
  unknownGrace: settings.INTAKE_UNKNOWN_GRACE_MS,
  maxBatteries: settings.INTAKE_MAX_BATTERIES,
  tenantsAtOnce: settings.INTAKE_TENANTS_AT_ONCE,
  tenantBudget: settings.INTAKE_TENANT_BUDGET_MS,
  tenantDeadline: settings.INTAKE_TENANT_DEADLINE_MS,
  maxParked: settings.INTAKE_MAX_PARKED,
  firstProbe: settings.INTAKE_FIRST_PROBE_MS,
  longestProbe: settings.INTAKE_LONGEST_PROBE_MS,
});

const deadLettersOn = (publisher: EventPublisher): DeadLetterPort => {
  const letters = new DeadLetters(publisher);
  return {
    send: (record, { topic, partition }, { reason, tenantId }) =>
      letters.send(record, { topic, partition, reason, errorClass: 'poison', tenantId }),
  };
};

interface Parts {
  readonly settings: DataProcessorSettings;
  readonly connections: TenantConnections;
  readonly publisher: EventPublisher;
  readonly fleet: FleetTopicView;
  readonly following: FollowFleet;
  readonly observer: IntakeMetrics;
}

function intakeDependencies({
  settings,
  connections,
  publisher,
  fleet,
  following,
  observer,
}: Parts): IntakeDependencies {
  const { eventLog } = settings;
  return {
    database: new TenantIntakeDatabase(connections),
    deadLetters: deadLettersOn(publisher),
    fleet,
    clock: systemClock,
    observer,
    random: Math.random,
    settings: intakeSettingsOf(settings),
    reader: new LogCatchUpReader(new PartitionReader(eventLog), observer),
    catchUpSlots: new Slots(settings.INTAKE_CATCH_UPS),
    bounds: async (topic) => {
      // Without the fleet nothing can be judged: the assignment is asked for again after a while.
      following.requireCaughtUp();
      return streamBounds(eventLog, topic);
    },
  };
}

export const intakeProvider: Provider = {
  provide: Intake,
  inject: [
    DataProcessorSettings,
    TenantConnections,
    EventPublisher,
    FleetTopicView,
    FollowFleet,
    IntakeMetrics,
  ],
  useFactory: (
    ...given: [
      DataProcessorSettings,
      TenantConnections,
      EventPublisher,
      FleetTopicView,
      FollowFleet,
      IntakeMetrics,
    ]
  ) => {
    const [settings, connections, publisher, fleet, following, observer] = given;
    return new Intake(intakeDependencies({ settings, connections, publisher, fleet, following, observer }));
  },
};
