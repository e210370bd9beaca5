import { Module, type Provider } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { JsonLogger, ServiceSettings, TenantDirectory } from '@trackingbms/service-kit';
import {
  alertStreamType,
  JournalRelay,
  TenantConnections,
  TenantDataSources,
} from '@trackingbms/tenant-database';
import { AlertsController } from './alerts/alerts.controller.js';
import { ChangeAlert } from './alerts/change-alert.js';
import { PublishAlerts } from './alerts/publish-alerts.js';
import { BackgroundWork } from './background-work.js';
import { DataProcessorLifecycle } from './data-processor-lifecycle.js';
import { FleetTopicView } from './fleet-view/fleet-topic-view.js';
import { FollowFleet } from './fleet-view/follow-fleet.js';
import { HistoryController } from './history/history.controller.js';
import { IntakeMetrics } from './intake/intake-metrics.js';
import { intakeProvider } from './intake/intake-providers.js';
import { ProcessReadingsWhenRecorded } from './intake/process-readings-when-recorded.consumer.js';
import { SweepTimer } from './intake/sweep-timer.js';
import { BatteryStateController } from './state/battery-state.controller.js';

const databases: Provider[] = [
  {
    provide: TenantDataSources,
    inject: [TenantDirectory],
    useFactory: (directory: TenantDirectory) => new TenantDataSources(directory),
  },
  {
    provide: TenantConnections,
    inject: [TenantDataSources],
    useFactory: (sources: TenantDataSources) => new TenantConnections(sources),
  },
];

const publishing: Provider[] = [
  {
    provide: EventPublisher,
    inject: [ServiceSettings],
    useFactory: ({ eventLog }: ServiceSettings) => new EventPublisher(eventLog),
  },
  {
    provide: PublishAlerts,
    inject: [TenantConnections, EventPublisher],
    useFactory: (connections: TenantConnections, sink: EventPublisher) =>
      new PublishAlerts(connections, sink),
  },
  {
    provide: JournalRelay,
    inject: [TenantConnections, PublishAlerts, FleetTopicView, JsonLogger],
    useFactory: relayOf,
  },
];

function relayOf(
  connections: TenantConnections,
  { publish }: PublishAlerts,
  fleet: FleetTopicView,
  logger: JsonLogger,
): JournalRelay {
  return new JournalRelay({
    connections,
    streamTypes: [alertStreamType],
    publish,
    tenants: () => fleet.tenantIds(),
    onError: (tenantId, error) => {
      const reason = error instanceof Error ? error.name : 'unknown';
      logger.warn({ msg: 'alerts not published yet', tenantId, reason });
    },
  });
}

@Module({
  controllers: [AlertsController, BatteryStateController, HistoryController, ProcessReadingsWhenRecorded],
  providers: [
    ...databases,
    ...publishing,
    FleetTopicView,
    FollowFleet,
    IntakeMetrics,
    intakeProvider,
    SweepTimer,
    ChangeAlert,
    BackgroundWork,
    DataProcessorLifecycle,
  ],
})
export class DataProcessorModule {}
